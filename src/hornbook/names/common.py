"""Words of the language that many companies take for a name: two that have one by chance are no rarity."""

_WORDS = """
    abacus academy accent accord ace acorn action adapt affinity agent airborne alchemy alder alert align alliance
    alloy almanac aloft alpine amber ample anchor angle ant apex apollo apple apply apricot aqua arc arcade arch
    archer arctic arena argon argus ark arrow artisan ascend ascent ash aspen aspire asset aster astra atlas atom
    atomic attune audit aura aurora avenue axis axiom azure backdrop badger balance ballast bamboo banner bark barn
    basalt base basin basis basket bay beacon beam bear beaver bee bell bench birch bird bison blade blaze blink block
    bloom blossom blue blueprint bolt bonfire bonsai booster border boulder bounce bow boxer branch brand brave breeze
    brick bridge bright brilliant bristle bronze brook bubble buckle bud buffalo bug bull bundle burrow butter
    butterfly button cable cactus cadence calm camber camp campfire candle candor canopy canvas canyon cape capsule
    cardinal cargo carve cascade castle catalyst catch causal cedar celestial center centric chain chalk champion
    channel chapter charge chariot charm chart chase checkmate cherry chestnut chord chorus cinder cipher circle
    circuit citadel citrus clarion clarity clay clear clever cliff climb clip clipper clover coach coast cobalt cobble
    code coil collective comet comfort common commons compass concert concord condor conduit confluence connect
    constellation contour contrast convoy copper coral core corner cornerstone cosmos cove cradle craft crane crater
    crescent crest crew cricket crimson crisp crossroads crow crown crystal cube curator current curve cushion
    cypress dagger dahlia dandelion dash dawn daylight decode deep deer deft delta den depot depth diamond diligent
    dipper direct discover dispatch dock dolphin domain domino dot double dove draft dragon drift drive drop drum dune
    dusk dynamo eagle early earth echo eclipse edge eight elan element elevate elder elm embark ember emerald eminent
    empower enable encore endeavor engage enigma ensemble envoy epic epoch equal equinox escape essence essential ether
    evergreen everyday evolve excel expanse explore fable fabric facet falcon fathom feather fern ferry fiber field
    finch fir fire firefly first fjord flag flame flare flash fleet flex flight flint float flock flora flow flower
    flux focal focus forage forest forge fort forward fossil fountain fox fractal frame freedom fresh frontier fulcrum
    fuse fusion future galaxy gale gallery garage garden garnet gate gateway gather gem gemini genesis genie genius
    geyser giant ginger giraffe glacier glade glass gleam glide glimpse globe glow gold golden good grace grain grand
    granite grape grasp gravity green grid grip grit grove grow guardian guide gull gust habit halo hammer hammock
    happy harbor hare harmony harness harvest hatch haven hawk hazel head health heart hearth heather hedgehog helix
    helm hero heron hex hickory high hill hive holly home honey honeycomb horizon hornet hub hull hummingbird hunter
    hydra ibis icon ideal igloo ignite imagine impact impulse indigo infinity inkwell insight inspire instant integral
    intent interlock iris iron island ivory ivy jade jaguar jasmine jet jewel journal journey joy juniper jungle
    jupiter keel keen kestrel key keystone kin kindle kindred kite kiwi knot koala ladder lagoon lake lance landmark
    lantern larch lark lasso latch latitude lattice laurel lava lavender leaf leap ledger legacy legend lemon lens
    letter level lever liberty lift light lighthouse lightning lily lime limit lindens line link lion lift loft logic
    loom loop lotus lucid lumen luna lunar lynx lyric machine magic magnet magnolia mango mantis mantle maple marble
    marina mark marlin mason matrix maverick meadow medallion medley mentor mercury meridian merit mesa mesh meteor
    method metric mica midas mint mirage mirror mission mist modern moment momentum monarch monument moon moose mosaic
    moss moth motion motive mountain muse mustang myriad narrative nautilus navigator nebula nectar neon nest nexus
    nickel nimble nimbus noble node nomad north northstar nova novel nucleus nugget oak oasis obsidian ocean octave
    octopus odyssey olive olympus omega omni onyx opal open optic optimal optimist orange orbit orca orchard orchid
    origin oriole osprey otter outpost outlook owl oxide oyster pace pacific paddle palette palm panda panorama panther
    paper parade paragon parallel parcel partner passage path pathway patriot patron paw peak pearl pebble pegasus
    pelican pelham pepper peregrine perch phoenix piano picnic pier pigeon pilot pine pinnacle pioneer pivot pixel
    planet plaid plank plasma plate platinum plaza plenty plum plume point polar polaris polygon pond poppy porter
    portal post potion prairie premier presto prime prism prodigy promise proof propel prosper proton proxy pulp pulsar
    pulse puma punch purple pursuit puzzle pyramid quail quantum quarry quartz quest quick quill quilt quiver rabbit
    radar radian radiant radius rainbow rally rally ranch ranger rapid rapids raptor raven ray razor reach ready realm
    recall red redwood reef reflex relay relic remedy render replenish resonance resource retreat reveal ridge ripple
    rise river robin rock rocket root rose rosetta rover rowan ruby rudder runway rush sable saddle sage sail salient
    salmon salt sand sandbox sapling sapphire satchel savvy scale scarlet scholar scope scout script sea seal second
    seed sentinel sequence sequoia serene shade shadow shell shelter shepherd shield shift shine ship shore shuttle
    sierra sigma signal silk silver simple sky skylark slate sleek slice smart smile snap snow socket solace solar sole
    solid solstice solo sonar sonic source south spark sparrow spear spectrum sphere spice spindle spiral spire spirit
    splash spoke sprig spring sprint sprout spruce spur square stable stack stadium stag stage star starling station
    steady stealth steam steel stellar stem step sterling stitch stone storm story stream street stride strive studio
    sugar summit sun sundial sunflower sunrise surge swallow swan swell swift switch symphony table tail talon tandem
    tangent tango tango tap target teak teal temple tempo terrace terra thicket thistle thread thrive throne thunder
    tide tiger timber titan toast together token topaz torch tortoise totem touch tower trace track trail transit
    travel treasure tree trek trellis trident trinity triton trove truce true trumpet trust tulip tundra turbine turtle
    twig twilight twin umbrella unicorn union unison unite unity universe upbeat uplift upward urban valley valor
    vanguard vantage vault vector velocity velvet venture venus verdant verity vertex vertical vessel vibe victory
    view village vine vineyard violet virtue vision vista vital vivid volt vortex voyage vulcan walnut warp watch
    water wave waypoint weave well west whale wheel whisper wicket wild willow wind window wing winter wise wisp wolf
    wonder wonderland wood woodland woods wren yard yarn yellow yonder young zeal zebra zen zenith zephyr zero zest
    zigzag zinc zip zodiac zone
"""
COMMON = frozenset(_WORDS.split())
"""Common words, as keys write them."""
