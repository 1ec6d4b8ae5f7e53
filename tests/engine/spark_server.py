"""The tests of both engines, on Apache Spark in the place of Sail: `make test-spark`.

    python -m tests.engine.spark_server ENVIRONMENT [words for pytest]

ENVIRONMENT is a virtual environment with `pyspark[connect]` 4.0; Java 17 is needed. Spark's jar of Delta is not: the
files of a book are read by its own list.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
TESTS = [str(HERE / "test_engines_agree.py"), str(HERE / "test_words_agree.py")]
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
STARTS_WITHIN = 180
"""Seconds."""


def started(environment: Path, port: int, log: Path) -> "subprocess.Popen[bytes]":
    """Spark's server on this machine alone, once it takes connections; RuntimeError where it does not."""
    (home,) = environment.glob("lib/python3*/site-packages/pyspark")
    words = [str(home / "bin" / "spark-submit"), "--master", "local[2]", "--class", SERVER]
    for key, value in {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "3g",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }.items():
        words += ["--conf", f"{key}={value}"]
    own = {"SPARK_HOME": str(home), "PATH": f"{environment.resolve()}/bin:{os.environ['PATH']}"}
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*words, "spark-internal"], env=os.environ | own, stdout=out, stderr=out, cwd=log.parent
        )
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.5)
        else:
            return server
    server.terminate()
    raise RuntimeError(f"Spark did not start: {log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    """A port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def main() -> None:
    """Run as the module's docstring says."""
    environment, words, port = Path(sys.argv[1]), sys.argv[2:], free_port()
    with tempfile.TemporaryDirectory() as scratch:
        server = started(environment, port, Path(scratch) / "spark.log")
        try:
            address = {"HORNBOOK_TEST_SERVER": f"sc://127.0.0.1:{port}"}
            pytest = [sys.executable, "-m", "pytest", "-n", "0", *(words or TESTS)]
            code = subprocess.run(pytest, env=os.environ | address, check=False).returncode
        finally:
            server.terminate()
            server.wait(60)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
