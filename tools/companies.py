"""Makes `archive/data/companies.txt` from pytickersymbols (MIT licence): `pip install pytickersymbols` first.

It keeps the names of companies of stock indices, without legal forms. Left out are those that are known
already, single words that are places, given names or other things, and `LEFT_OUT`, which are more often
something else.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from archive.tagging.names.word_lists import name_lists
from archive.vocabularies import SHIPPED
from archive.vocabularies.folding import fold_name

_TARGET = Path(__file__).parent.parent / "archive" / "data" / "companies.txt"
_LEGAL_FORM = re.compile(
    r",? (Inc\.?|Corp\.?|Corporation|Company|Co\.?|plc|PLC|AG|SE|N\.V\.|NV|S\.A\.|SA|S\.p\.A\.|Ltd\.?|"
    r"Limited|Oyj|AB|ASA|A/S|KGaA|& Co\.?|Holdings?|Group|Incorporated|LLC|L\.P\.|Cos\.?|Bancorp|Bancshares)$"
)
_NOTE = re.compile(r"\s*\(.*?\)| (?:Class|Series) [A-C]$")
_MIN_LETTERS = 4
_HEADER = """\
# Companies of stock indices, one a line. Made by tools/companies.py from pytickersymbols (MIT licence, see
# NOTICE.txt).
"""
LEFT_OUT = """
Campbell's; ACI Worldwide; Adesso; Admiral; Advance Auto Parts; Air Lease; Alamo; Alcon; Amentum
American Eagle Outfitters; American International; American States Water; American Tower
American Water Works; Andersons; Apple Hospitality REIT; Argan; Asahi Breweries; Avista; Axon Enterprise
BJ’s Restaurants; Ball; Bancorp; Banner Bank; Beacon Financial; Berkeley; Besi; Booking; Bristow
British Land; Buckle; Cable One; Cactus; California Resources; Capitol Federal Savings Bank
Career Education; Carnival; Carrier Global; Carter's; Century Aluminum; Century Communities
Champion Homes; Clear Secure; Comfort Systems USA; Community Bank, N.A.; Compass
Concentra Group Holdings Parent; Continental; Corning; Crown Castle; Customers; Deluxe; Denka
Digi International; Diodes; Diploma; Disco; Dover; Eaton; Element Solutions; Eli Lilly and
Elia System Operator; Embecta; Employers; Enact; Enova International; Esso S.A.F.; Everest; Evolution
Extra Space Storage; Extreme Networks; Federal Signal; First Commonwealth Bank; First Financial
Ford Motor; Forward Air; Franklin Templeton Investments; Freenet; Fresnillo; Frontdoor; GE HealthCare
Games Workshop; Genuine Parts; Global Net Lease; Global Payments; Golden Entertainment; Griffon
Grocery Outlet; Harmonic; Hartford; Hawkins; Healthcare Services; Heineken International; Hella
Heritage Financial; Hilltop; Hilton Worldwide; Hino Motors; Hubbell; Huntington; Ichor
Illinois Tool Works; Independent Bank; Indus; IndustrivärdenC; Insight Enterprises; Integer
Interactive Brokers; Interface; International Airlines; Investor; Ionos; Iron Mountain
Jackson National Life; K Line; KalmarB; Keio; Kingfisher; Knowles; Liberty Energy; LifcoB
Lincoln Financial; Marathon Digital; Martin Marietta Materials; Marui; Match; Matson
Matthews International; McCormick; Meiji; Merchants; Minerals Technologies; Mitsubishi UFJ Financial
Moelis; Moog; Mosaic; NW Natural; National Bank; National Beverage; National Healthcare; National Vision
Northwest Bank; Okuma; Olympus; Orpea-Gruppe; Oxford Industries; PROG; Packaging Corporation of America
Palomar; Partners; Patrick Industries; Persimmon; Plexus; Powell Industries; Power Integrations
Preferred Bank; Progressive; Provident Bank of New Jersey; Public Service Enterprise; Public Storage
Puig; Radian; Rational; Realty Income; Recruit; Red Rock Resorts; Rollins; SCREEN; SHIFT; Sabre; Safehold
Salzgitter; Sampo; Sealed Air; Select Medical; Shimizu; Simmons Bank; Simply Good Foods; Six Flags
Solaria; Sonic Automotive; Southside; Sprinklr; Standard Motor Products; State Street; Steel Dynamics
Stellar; Stewart Information Services; Strategic Education; Stride; Summit Hotel Properties; Swiss Life
Swiss Reinsurance; Sylvamo; TE Connectivity; Tapestry; Tennant; Texas Pacific Land; Tidewater; Titan Tire
Toho; Tokuyama; Tompkins Financial; Toto; Tractor Supply; Trade Desk; Trimble; Trinity Industries
Triumph; U.S. Physical Therapy; Ube Industries; Ultra Clean; United Fire; United Internet; Uniti
Universal Health Services; Upbound; Verve; Vestis; Viad; Vital Farms; Waste Management
Willis Towers Watson; Winmark; World Acceptance; Yokohama Rubber; eXp World
"""


def main() -> None:
    """Write the list."""
    known, left_out = SHIPPED.names, set(LEFT_OUT.strip().replace("\n", "; ").split("; "))
    names = {name for name in _names() if name not in left_out and _is_distinct(name)}
    names = {name for name in names if not known.is_refused(name)}
    taken = {fold_name(form.form) for form in known.forms} - {fold_name(name) for name in _written()}
    kept = sorted(name for name in names if fold_name(name) not in taken)
    _TARGET.write_text(_HEADER + "\n".join(kept) + "\n", "utf-8")


def _names() -> Iterator[str]:
    stocks = import_module("pytickersymbols").PyTickerSymbols().get_all_stocks()
    for stock in stocks:
        name = _NOTE.sub("", stock["name"]).strip(", ").removeprefix("The ")
        while match := _LEGAL_FORM.search(name):
            name = name[: match.start()].strip(", &")
        if name and not name[-1].isspace():
            yield name


def _written() -> list[str]:
    return _TARGET.read_text("utf-8").splitlines() if _TARGET.exists() else []


def _is_distinct(name: str) -> bool:
    lists, words = name_lists(), name.split()
    if len(words) == 1:
        others = (lists.given, lists.weak_given, lists.wide_places, lists.things, lists.surnames)
        return len(name) >= _MIN_LETTERS and not any(name in kind for kind in others)
    return len(words) > 2 or words[0] not in lists.given or words[1] in lists.heads


if __name__ == "__main__":
    main()
