"""The pages of imports: upload a table, mend its drafted mapping, look at the preview, confirm."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from hornbook.console.import_frame import import_words, said_in
from hornbook.console.job import Job, JobState, JobStep
from hornbook.console.limits import MOST_BYTES
from hornbook.console.uploads import ENDINGS, job_of, jobs_of, new_job
from hornbook.errors import HornbookError
from hornbook.locale import Lang, printed
from hornbook.text import Phrase, listing, message

_STATES: dict[JobState, Phrase] = {
    JobState.RUNNING: message("at work"),
    JobState.DONE: message("done"),
    JobState.FAILED: message("failed"),
    JobState.STOPPED: message("stopped"),
    JobState.INTERRUPTED: message("interrupted"),
}
_STEPS: dict[JobStep | None, Phrase] = {
    None: message("uploaded"),
    JobStep.DRAFT: message("reading the table"),
    JobStep.PREVIEW: message("preview"),
    JobStep.IMPORT: message("import"),
}


def all_imports(request: HttpRequest, lang: str) -> HttpResponse:
    """The imports that were begun, and the form that begins one; a POST uploads a file."""
    spoken = Lang(lang)
    if request.method == "POST":
        return _uploaded(request, spoken)
    return _list(request, spoken)


def _list(request: HttpRequest, lang: Lang, fault: Phrase = "", status: int = 200) -> HttpResponse:
    jobs = [
        {
            "href": f"/{lang}/import/{job.id}",
            "name": job.upload.name,
            "made": job.upload.made,
            "step": printed(_STEPS[job.step], lang),
            "state": printed(_STATES[job.state], lang),
        }
        for job in jobs_of(_book())
    ]
    words = {
        **import_words(lang, "import"),
        "title": printed(message("Import a table"), lang),
        "jobs": jobs,
        "endings": ",".join(ENDINGS),
        "limit": printed(
            message("At most {limit} MB: {endings}", limit=MOST_BYTES >> 20, endings=listing(ENDINGS)), lang
        ),
        "fault": printed(fault, lang),
    }
    return render(request, "import_list.html", words, status=status)


def _uploaded(request: HttpRequest, lang: Lang) -> HttpResponse:
    file = request.FILES.get("table")
    if file is None:
        return _list(request, lang, message("Choose a file first."), 400)
    try:
        job = new_job(_book(), str(file.name or ""), file.chunks())
    except HornbookError as mistake:
        return _list(request, lang, mistake.phrase, 400)
    _begin(job, JobStep.DRAFT, lang)
    return HttpResponseRedirect(f"/{lang}/import/{job.id}")


def one_import(request: HttpRequest, lang: str, ident: str) -> HttpResponse:
    """How far an import has come, and what to do next."""
    return _shown(request, Lang(lang), _job(ident))


def act_on_import(request: HttpRequest, lang: str, ident: str, act: str) -> HttpResponse:
    """Preview with the mapping that was sent, confirm, stop or delete; then the page of the import."""
    spoken, job = Lang(lang), _job(ident)
    try:
        if act == "delete":
            job.delete()
            return HttpResponseRedirect(f"/{lang}/import")
        if act == "stop":
            job.stop()
        elif act == "preview":
            _preview(job, str(request.POST.get("mapping", "")), spoken)
        elif not job.previewed:
            return _shown(request, spoken, job, message("Look at the preview of this mapping first."), 409)
        else:
            _begin(job, JobStep.IMPORT, spoken)
    except HornbookError as mistake:
        return _shown(request, spoken, job, mistake.phrase, 409)
    return HttpResponseRedirect(f"/{lang}/import/{ident}")


def _preview(job: Job, mapping: str, lang: Lang) -> None:
    if job.state is not JobState.RUNNING:
        job.keep_mapping(mapping)
        job.keep_preview()
    _begin(job, JobStep.PREVIEW, lang)


def _begin(job: Job, step: JobStep, lang: Lang) -> None:
    """Start the process of a step in the folder of its job, so that what it prints names no path of this machine."""
    file = job.upload.file
    table = ("import", "table", "mapping.toml", file)
    words = {
        JobStep.DRAFT: ("mapping", file),
        JobStep.PREVIEW: ("--book", str(_book()), *table, "--preview", "--compare", "-o", "preview.json"),
        JobStep.IMPORT: ("--book", str(_book()), *table, "--progress", "progress", "-o", "result.json"),
    }[step]
    job.begin(step, words, {"HORNBOOK_LANG": lang.value})


def _shown(request: HttpRequest, lang: Lang, job: Job, fault: Phrase = "", status: int = 200) -> HttpResponse:
    job.settle()
    state, step = job.state, job.step
    running, done = state is JobState.RUNNING, state is JobState.DONE
    imported = done and step is JobStep.IMPORT
    words: dict[str, Any] = {
        **import_words(lang, f"import/{job.id}"),
        "title": job.upload.name,
        "here": f"/{lang}/import/{job.id}",
        "upload": job.upload,
        "step": printed(_STEPS[step], lang),
        "state": printed(_STATES[state], lang),
        "running": running,
        "rows": job.rows if step is JobStep.IMPORT else None,
        "ended": printed(_advice(state), lang),
        "log": "" if done or running else job.log,
        "fault": printed(fault, lang),
        "mapping": None if running or imported else job.mapping,
        "preview": said_in(job.answer("preview"), lang) if job.previewed and not running and not imported else None,
        "result": said_in(job.answer("result"), lang) if imported else None,
    }
    response = render(request, "import_job.html", words, status=status)
    if running:
        response["Refresh"] = "1"
    return response


def _advice(state: JobState) -> Phrase:
    """What to do about a step that did not come to its end."""
    if state is JobState.INTERRUPTED:
        return message(
            "The server or the machine ended meanwhile. The book is as it was, or has all of it: run it again."
        )
    if state is JobState.STOPPED:
        return message("Stopped. The book is as it was, or has all of it where the import had just ended.")
    return ""


def _book() -> Path:
    folder: Path = settings.CONSOLE.reader.folder.resolve()
    return folder


def _job(ident: str) -> Job:
    job = job_of(_book(), ident)
    if job is None:
        raise Http404
    return job
