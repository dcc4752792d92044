//! The files of a small sound theatre, and single faults in them.

/// The files of a sound theatre, by their names.
pub(super) const GOOD: &[(&str, &str)] = &[
    (
        "theatre.toml",
        "id = \"karsun\"\nname = \"Karsun\"\ntime_zone = \"UTC\"\nopening_day = \"2031-05-01\"\n\
         notice = \"Example text\"\nhubs = [\"belo\"]\n\n[[exception]]\ncheck = \"unreachable\"\n\
         places = [\"skerry\"]\nreason = \"an island\"\n",
    ),
    (
        "actors.toml",
        "[[actor]]\nid = \"army\"\nname = \"Army\"\nkind = \"state\"\nbasis = \"invented\"\nacled = \"state-forces\"\n\n\
         [[actor.ally]]\nid = \"guard\"\nto = \"2031-05-31\"\n\n\
         [[actor.leader]]\nname = \"Ana\"\nrole = \"chief\"\nto = \"2031-05-10\"\n\n\
         [[actor.leader]]\nname = \"Ana\"\nrole = \"chief\"\nfrom = \"2031-05-12\"\n\n\
         [[actor]]\nid = \"guard\"\nname = \"Guard\"\nkind = \"militia\"\nbasis = \"invented\"\nacled = \"political-militias\"\n\n\
         [[actor.ally]]\nid = \"army\"\nto = \"2031-05-31\"\n\n\
         [[actor]]\nid = \"front\"\nname = \"Front\"\nkind = \"rebel\"\nbasis = \"invented\"\nacled = \"rebel-groups\"\n",
    ),
    (
        "sources.toml",
        "[[source]]\nid = \"wire\"\nname = \"Wire\"\nkind = \"wire\"\nreliability = \"B\"\nfavours = []\n\
         copies = []\nreason = \"invented\"\nbasis = \"invented\"\n\n\
         [[source]]\nid = \"herald\"\nname = \"Herald\"\nkind = \"newspaper\"\nreliability = \"C\"\n\
         favours = [\"army\"]\ncopies = [\"wire\"]\nreason = \"invented\"\nbasis = \"invented\"\n",
    ),
    (
        "areas.csv",
        "id,name,kind,parent,lat,lon,country,basis\nnorth,North,governorate,,1.5,1.5,XA,invented\n",
    ),
    (
        "places.csv",
        "id,name,spellings,kind,lat,lon,admin1,country,basis\n# the places\n\
         belo,Belo,Bello,city,1.5,1.5,north,XA,invented\n\
         carda,Carda,,town,1.5,1.6,north,XA,invented\n\
         skerry,Skerry,,village,1.9,1.9,north,XA,invented\n\
         dorn,Dorn,,town,1.6,1.5,north,XA,\"invented, twice\"\n",
    ),
    (
        "roads.csv",
        "from,to,ref,class,length_km,border,basis,why\nbelo,carda,A1,trunk,12,no,invented,\n\
         belo,dorn,,primary,30,no,invented,round a lake\n",
    ),
    (
        "positions.csv",
        "place,holder,state,besieged_by,confidence,basis\nbelo,army,held,,checked,invented\n\
         carda,army|front,contested,,,invented\n",
    ),
    (
        "basemap.toml",
        "[[line]]\nid = \"outline\"\nname = \"Outline\"\nkind = \"boundary\"\nbasis = \"invented\"\npoints = [\n  \
         [1.0, 1.0], [1.0, 2.0],\n  [2.0, 2.0], [2.0, 1.0], [1.0, 1.0],\n]\n\n\
         [[line]]\nid = \"coast\"\nname = \"Coast\"\nkind = \"coast\"\nbasis = \"invented\"\n\
         points = [[1.0, 2.0], [2.0, 2.0]]\n\n\
         [[line]]\nid = \"far\"\nname = \"Far\"\nkind = \"coast\"\nbasis = \"invented\"\n\
         points = [[1.0, 4.0], [2.0, 4.0]]\n",
    ),
    (
        "dispatches.jsonl",
        "{\"id\": \"k-1\", \"published\": \"2031-05-02\", \"source\": \"wire\", \"text\": \"Belo is quiet.\"}\n\
         {\"id\": \"k-2\", \"published\": \"2031-05-03T10:00:00Z\", \"source\": \"herald\", \"text\": \"Belo is loud.\"}\n",
    ),
];

/// Edits of one file of the sound theatre: its name, the words that are replaced (once), the words that replace them;
/// then where it is found, and a part of what is told.
pub(super) const BROKEN: &[(&str, &str, &str, &str, usize, &str)] = &[
    (
        "theatre.toml",
        "hubs = [\"belo\"]",
        "hubs = [\"nowhere\"]",
        "theatre.toml",
        6,
        "nowhere is no place",
    ),
    (
        "theatre.toml",
        "\"UTC\"",
        "\"Mars/Olympus\"",
        "theatre.toml",
        3,
        "no time zone",
    ),
    (
        "theatre.toml",
        "notice =",
        "notise =",
        "theatre.toml",
        5,
        "unknown field `notise`",
    ),
    (
        "theatre.toml",
        "name = \"Karsun\"",
        "name = \"Karsun",
        "theatre.toml",
        2,
        "invalid basic string",
    ),
    (
        "theatre.toml",
        "places = [\"skerry\"]",
        "places = [\"dorn\"]",
        "places.csv",
        5,
        "no link leads to skerry",
    ),
    (
        "theatre.toml",
        "reason = \"an island\"",
        "reason = \"\"",
        "theatre.toml",
        8,
        "the exception has no reason",
    ),
    (
        "actors.toml",
        "name = \"Guard\"",
        "nmae = \"Guard\"",
        "actors.toml",
        24,
        "unknown field `nmae`",
    ),
    (
        "actors.toml",
        "[[actor]]\nid = \"guard\"",
        "[[aktor]]\nid = \"guard\"",
        "actors.toml",
        22,
        "no such key: aktor",
    ),
    (
        "actors.toml",
        "id = \"guard\"\nname",
        "id = \"army\"\nname",
        "actors.toml",
        23,
        "army stands already in actors.toml, line 2",
    ),
    (
        "actors.toml",
        "from = \"2031-05-12\"",
        "from = \"2031-05-10\"",
        "actors.toml",
        17,
        "on the same days",
    ),
    (
        "actors.toml",
        "to = \"2031-05-31\"\n\n[[actor.leader]]",
        "from = \"2031-06-02\"\nto = \"2031-05-31\"\n\n[[actor.leader]]",
        "actors.toml",
        8,
        "before it begins",
    ),
    (
        "actors.toml",
        "[[actor.leader]]\nname",
        "[[actor.ally]]\nid = \"guard\"\n\n[[actor.leader]]\nname",
        "actors.toml",
        12,
        "on the same days",
    ),
    (
        "actors.toml",
        "kind = \"state\"\nbasis = \"invented\"",
        "kind = \"state\"\nbasis = \"\"",
        "actors.toml",
        5,
        "what this rests on",
    ),
    (
        "actors.toml",
        "id = \"guard\"\nto",
        "id = \"ghost\"\nto",
        "actors.toml",
        8,
        "ghost is no actor",
    ),
    (
        "actors.toml",
        "acled = \"state-forces\"\n",
        "",
        "actors.toml",
        1,
        "army has no actor type",
    ),
    (
        "actors.toml",
        "\"political-militias\"",
        "\"gangs\"",
        "actors.toml",
        27,
        "unknown variant `gangs`",
    ),
    (
        "sources.toml",
        "copies = [\"wire\"]",
        "copies = [\"fax\"]",
        "sources.toml",
        17,
        "fax is no source",
    ),
    (
        "sources.toml",
        "favours = [\"army\"]",
        "favours = [\"navy\"]",
        "sources.toml",
        16,
        "navy is no actor",
    ),
    (
        "sources.toml",
        "reliability = \"C\"",
        "reliability = \"Z\"",
        "sources.toml",
        15,
        "unknown variant `Z`",
    ),
    (
        "areas.csv",
        "north,North,governorate,,",
        "north,North,governorate,north,",
        "areas.csv",
        2,
        "related to itself",
    ),
    (
        "places.csv",
        "carda,Carda,,town,1.5,1.6",
        "carda,Carda,,town,91.5,1.6",
        "places.csv",
        4,
        "no point on the globe",
    ),
    (
        "places.csv",
        "carda,Carda,,town",
        "carda,Car\u{202e}da,,town",
        "places.csv",
        4,
        "control character U+202E",
    ),
    (
        "places.csv",
        "carda,Carda,,town",
        "carda,\u{301}\u{308},,town",
        "places.csv",
        4,
        "the name has no letter",
    ),
    (
        "places.csv",
        "carda,Carda,,town",
        "carda,Carda,,towwn",
        "places.csv",
        4,
        "no kind of place",
    ),
    (
        "places.csv",
        "carda,Carda,,town",
        "carda,Carda,BELLO,town",
        "places.csv",
        4,
        "share the spelling",
    ),
    (
        "places.csv",
        "dorn,Dorn,,town",
        "north,Dorn,,town",
        "places.csv",
        6,
        "north stands already in areas.csv, line 2",
    ),
    (
        "places.csv",
        "1.9,1.9,north",
        "1.9,1.9,south",
        "places.csv",
        5,
        "south is no area",
    ),
    (
        "places.csv",
        "spellings,kind",
        "spelings,kind",
        "places.csv",
        1,
        "no such column: spelings",
    ),
    (
        "places.csv",
        "\"invented, twice\"",
        "\"invented\", twice",
        "places.csv",
        6,
        "10 cells under 9 columns",
    ),
    (
        "places.csv",
        "1.5,1.6,north,XA,invented",
        "1.5,1.6,north,XA,",
        "places.csv",
        4,
        "what this rests on",
    ),
    (
        "places.csv",
        "town,1.5,1.6",
        "town,1.5,2.6",
        "roads.csv",
        2,
        "shorter than the great circle",
    ),
    (
        "places.csv",
        "town,1.5,1.6",
        "town,1.5,3.0",
        "roads.csv",
        2,
        "stands in the sea",
    ),
    (
        "roads.csv",
        "round a lake",
        "",
        "roads.csv",
        3,
        "more than 1.8 times",
    ),
    (
        "roads.csv",
        "belo,dorn",
        "belo,dron",
        "roads.csv",
        3,
        "dron is no place",
    ),
    (
        "roads.csv",
        "belo,dorn,,primary,30,no,invented,round a lake\n",
        "",
        "places.csv",
        6,
        "no link leads to dorn",
    ),
    (
        "roads.csv",
        ",trunk,",
        ",motorway,",
        "roads.csv",
        2,
        "no class of road",
    ),
    (
        "roads.csv",
        "belo,dorn,,",
        "carda,belo,A1,",
        "roads.csv",
        3,
        "stands already in roads.csv, line 2",
    ),
    (
        "positions.csv",
        "belo,army,held",
        "belo,army,taken",
        "positions.csv",
        2,
        "no state",
    ),
    (
        "positions.csv",
        "carda,army|front",
        "belo,army|front",
        "positions.csv",
        3,
        "belo stands already",
    ),
    (
        "positions.csv",
        "held,,checked",
        "held,,sure",
        "positions.csv",
        2,
        "\"sure\" is no confidence",
    ),
    (
        "positions.csv",
        "army|front",
        "army|guard",
        "positions.csv",
        3,
        "army and guard are allied on 2031-05-01",
    ),
    (
        "positions.csv",
        "army|front",
        "army|ghost",
        "positions.csv",
        3,
        "ghost is no actor",
    ),
    (
        "basemap.toml",
        "id = \"far\"",
        "id = \"coast\"",
        "basemap.toml",
        19,
        "coast stands already in basemap.toml, line 12",
    ),
    (
        "basemap.toml",
        "  [2.0, 2.0],",
        "  [2.0, 200.0],",
        "basemap.toml",
        8,
        "no point on the globe",
    ),
    (
        "dispatches.jsonl",
        "\"source\": \"herald\"",
        "\"source\": \"rumour\"",
        "dispatches.jsonl",
        2,
        "rumour is no source",
    ),
    (
        "dispatches.jsonl",
        "{\"id\": \"k-2\"",
        "{\"id\": \"k-1\"",
        "dispatches.jsonl",
        2,
        "k-1 stands already",
    ),
    (
        "dispatches.jsonl",
        "{\"id\": \"k-2\"",
        "\"id\": \"k-2\"",
        "dispatches.jsonl",
        2,
        "no dispatch",
    ),
];
