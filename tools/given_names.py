"""Makes `archive/data/given_names.txt` from the name lists of Faker (MIT licence): `pip install faker` first.

Kept are names of one word in Latin letters that are foremost names; what is rather a word, a place or a
title is in `LEFT_OUT`, and `ADDED` has names of general knowledge that the lists lack.
"""

import pkgutil
import re
import unicodedata
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path

_TARGET = Path(__file__).parent.parent / "archive" / "data" / "given_names.txt"
_NAME = re.compile(r"[^\W\d_]{2,}(?:['ʻ][^\W\d_]+)*")
_SHORTEST = 3
_HEAD = """\
# Given names of many countries in Latin letters, one a line. Made by tools/given_names.py from the name lists
# of Faker (MIT licence, see NOTICE.txt), with names of general knowledge added.
"""
LEFT_OUT = """
Ab Ace Adams Add Adelaide Admiral Ah Al Alabama Ally Alpha America Among An Angel Angeles April Arch
Arizona Art Asia Atlanta August Austin Author Autumn Babe Baby Banks Beat Bee Bell Bent Berlin Berry Beta
Bill Bird Bishop Blessing Boss Boston Brain Branch Bristol Brooklyn Brooks Brown Buck Bud Buddy Burns Bush
COmfort Can Canal Candy Cannon Canyon Cap Captain Carolina Carry Case Cash Chad Chance Charity Charlotte
Chase Chelsea Cherry Chi Chin China Chip Christ Christian Cleveland Cliff Colonel Columbia Columbus
Comfort Con Constant Cord Council Cruz Crystal Cuba Dakota Dale Dallas Danish Darling Dawn Dean Del Delta
Denver Destiny Diamond Dick Diego Doc Dock Doctor Doll Dot Drew Duke Earl Early Easter Echo Edit El Elder
Else Era Essence Essex Ever Fairy Faith Fancy Fate Fed Fleet Floor Florence Florida Ford Forest Forum
France Francisco Frank Franklin French Friend Gang Gauge Gay Gene General Geneva Georgia German Ginger
Golden Governor Grace Grant Gray Green Grove Gun Guy Hall Ham Hamilton Handy Harm Harmony Harsh Haven
Heaven Hence Hill Holland Hope Houston Hudson Hung Hunt India Indiana Indie Infant Innocent Ion Ireland
Isis Israel Jack Jackson Jail January Jesus Jet Job Joke Jordan Journey Joy June Junior Justice Kent Kenya
Kick King Kit Kitty Lady Lance Lane Lawyer Le Lean Lemon Les Less Li Liberty Lies Lily Lincoln Line Link
Little Lo Loan London Lone Long Lot Louisiana Love Loyal Lucky Mac Mad Made Madison Major Male Man Mar
Marine Mark Marry Mars Marvel Mate Math May Media Melbourne Mentor Mercy Metro Milan Mile Miles Min Minor
Miracle Missouri Montana Muslim My Na Nail Nazi Nevada Noble North Nova Odd Olive Oral Orange Orlando Owe
Page Paris Park Pastor Pat Patience Peace Pearl Peer Penny Pepper Per Phoenix Pink Pleasant Precious Press
Price Prince Princess Queen Raid Reason Red Rich Richmond Ridge River Rob Rock Rocky Rod Roll Roman Rome
Rose Royal Ruby Rush Sad Said Saint Santa Santiago Sep Server Shade Sierra Silver Sing Sister Skip Sky
Sole Son Spring Star Sterling Stone Storm Sue Summer Sunday Sunny Sunshine Sydney Tab Tan Tea Tennessee
Texas Ties Til Till Tiny Tone Toy Trace Treasure Troy True Unique Unknown Urban Us Valid Van Venice Vi
Victoria Victory Villa Virginia Von Wage Ward Wash Washington Wells West Will Wing Winter Wolf Wood
Worldwide Worth Yang Yoga York Young
"""
ADDED = """
Abdalla Abdel Abdelfattah Abdul Abdulla Abdullah Abdurrahman Abiy Agustina Ahmad Ahmed Ajay Akihito Akira
Alar Alassane Alejandro Aleksandar Aleksandr Aleksei Alexander Alexandria Alexei Alexis Ali Amit Ana
Anders Andrej Andrew Andriy Andrzej Andrés Angelos Anthony Antoine Antonio Antony António Anura Anwar
Aoife Arvind Asa Ashraf Asif Assimi Atiku Aung Avigdor Ayanna Ayman Bah Barack Bashar Bastien Benjamin
Benny Bernie Bezalel Bidzina Bilawal Binyamin Björn Bo Bola Boris Borut Brigitte Caoimhe Christine
Chrystia Chuck Claudia Conor Cyril Dalia Daniel Debretsion Demeke Denis Denys Dilma Dmitri Dmitry Donald
Doug Ebrahim Ed Edgar Edi Eduard Egils Ehud Elizabeth Elon Emmanuel Emmerson Emomali Enrique Erin Esmail
Evgeny Evo Faeka Fatou Faustin Fayez Ferdinand Fiame Filipe François Frederik Fumio Félix Gabriel Gavin
Gitanas Gleb Gloria Goodluck Gotabaya Greg Gregory Greta Gretchen Guillermo Gurbanguly Gustavo Hage
Hakainde Halimah Hamid Haruhiko Hassan Hillary Hiroshi Humza Hun Hunter Husain Hussein Ibrahim Idriss Igor
Ilham Ilhan Imran Ingrida Inácio Irakli Isaac Isaias Ismail Itamar Ivanka Jacinda Jacob Jagmeet Jair James
Janet Janez Jared Jarosław Javad Javier Jean Jeff Jens Jensen Jeremy Jerome Jill Jo Jody Joe John Joko
Joseph José João Julia Julius Justin Jüri Kaja Kamala Karim Kassym Katerina Kay Kazuo Keir Kenji Kenta
Kevin Khadga Khaled Khaleda Khalid Khalifa Klaus Kristalina Kristi Krišjānis Kyriakos Lars Laurent Lazarus
Lech Lee Leni Lenín Leo Lindsey Lisa Liz Lloyd Lori Luiz Macky Magdalena Mahamadou Mahamat Mahathir
Mahinda Mahmoud Mahmud Maia Maithripala Malala Malcolm Mamata Manasseh Marco Maria Mario Maryia Mateusz
Matt Megawati Mehdi Melania Mette Michel Michelle Micheál Mike Mikhail Mikheil Milo Miloš Mitch Mohamad
Mohamed Mohammad Mohammed Muhammad Muhammadu Muhyiddin Mykhailo Nabih Naftali Najib Nana Nancy Naomi
Narendra Naruhito Navi Nawaz Nayib Nelson Ngozi Nguyen Nicola Nicolás Nicu Nigel Nikol Nikolai Nikolay
Nikos Nkosazana Nursultan Olaoluwa Oleksandr Oleksii Omar Osama Ousmane Paetongtarn Paul Pete Peter Petr
Pierre Pieter Prabowo Prajyot Prayut Pushpa Péter Qasem Qassem Rafael Raghav Rahul Raila Ramzan Rand Ranil
Rashida Recep Riek Rishi Robert Roch Rodrigo Ron Rusty Saad Sadyr Sahle Salome Salva Sam Samia Sanae Sanna
Sara Sarthak Satya Sauli Scott Serdar Sergei Sergey Serhiy Serzh Shavkat Shehbaz Sheikh Sher Sheryl
Shigeru Shinzo Simon Sinéad Siobhán Sitiveni Sonia Sreeram Srettha Stefan Sundar Svetlana Sviatlana
Takeshi Taro Tate Tayyip Ted Tedros Teodoro Thaksin Tharman Theresa Thongloun Tim Tomoaki Tuilaepa Tulsi
Ty Ugam Uhuru Ulf Ursula Vadym Valentina Valerii Viktor Vladimir Volker Volodymyr Vyom William Winston
Wladimir Yahya Yair Yevgeny Yingluck Yoav Yoko Yoshihide Yoshiko Yoweri Yuki Zelda ZmnSCPxj Zoran Zuzana
Zweli Édouard Évariste
"""


def main() -> None:
    """Write the file."""
    names = {unicodedata.normalize("NFC", name.strip().replace("’", "'")) for name in _listed()}
    kept = {name for name in names if _is_kept(name)} - set(LEFT_OUT.split())
    _TARGET.write_text(_HEAD + "\n".join(sorted(kept | set(ADDED.split()))) + "\n", "utf-8")


def _listed() -> Iterator[str]:
    providers = import_module("faker.providers.person")
    for module in pkgutil.iter_modules(providers.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith(("first", "romanized_first")):
                value = getattr(provider, attribute)
                if isinstance(value, Collection):
                    yield from (name for name in value if isinstance(name, str))


def _is_kept(name: str) -> bool:
    latin = all(c in "'ʻ" or "LATIN" in unicodedata.name(c, "") for c in name)
    return (
        latin
        and len(name) >= _SHORTEST
        and name[0].isupper()
        and not name.isupper()
        and bool(_NAME.fullmatch(name))
    )


if __name__ == "__main__":
    main()
