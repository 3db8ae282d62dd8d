"""Makes `archive/data/given_names.txt` from the name lists of Faker (MIT licence): `pip install faker` first.

It keeps names of one word in Latin letters. `LEFT_OUT` lists those that are more often words, places or
titles; `ADDED` has well-known names that the lists lack.
"""

import pkgutil
import re
import unicodedata
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path

_TARGET = Path(__file__).parent.parent / "archive" / "data" / "given_names.txt"
_NAME = re.compile(r"[^\W\d_]{2,}(?:['ʻ][^\W\d_]+)*")
_MIN_LENGTH = 3
_HEADER = """\
# Given names of many countries in Latin letters, one a line. Made by tools/given_names.py from the name lists
# of Faker (MIT licence, see NOTICE.txt), with names of general knowledge added.
"""
LEFT_OUT = """
Ab Aba Ace Adams Add Adelaide Admiral Ah Al Ala Alabama Alberta Albion Ale Ally Alma Almond Alpha Alto Ama
America Among An Angeles Anon Ante Ants Apollo April Arch Aria Arizona Arlington Asia Aspen Async Atlanta
Atlas August Aura Aurora Austin Author Autumn Avon Await Baba Babe Baby Bale Bali Banks Baptist Barbie
Baron Base Based Basel Beat Bedford Bee Bell Bent Berg Bergen Berlin Berry Beta Bird Bishop Bitten Blaze
Blessing Bliss Blossom Boss Boston Box Bradford Brain Branch Brandy Bristol Brit Brittany Brooklyn Brooks
Brown Buck Bud Buddy Bunk Burns Bush Buster Butch Butler COmfort Cali Camden Can Canal Candy Cannon Canyon
Cap Captain Cargo Carlisle Carlton Carolina Carry Cas Case Cash Chad Champ Chance Chanel Charity Charlotte
Chelsea Cher Cherish Cherry Chester Chi Chin China Chip Christ Cinnamon Clay Cleveland Cliff Clifton Code
Coded Colon Colonel Colt Columbia Columbus Comfort Commodore Con Constant Coral Cord Core Cornell Corona
Council Crate Creed Cruz Cuba Dakota Dallas Danish Darling Data Dayton Deacon December Del Dell Delta
Denver Destiny Devon Diamond Dick Dixie Doc Dock Doctor Doll Dot Dove Dow Duff Dusty Early Earnest Easter
Ebony Echo Eden Edison Edit El Elder Else Emerald Emmy Era Erie Essence Essex Eta Ether Ever Fairy Fancy
Fang Fares Fat Fate Fed Fella Fleet Floor Flora Florence Florida Ford Forest Forum France Franklin French
Friend Gala Gale Gang Garland Garrison Gauge Gay Gee General Genesis Geneva Genie Geo Georgia Georgian
German Ginger Golden Gorge Governor Graves Gray Green Greet Grit Grove Gun Gunner Hall Ham Hamilton
Hampton Handy Harden Harley Harm Harmony Harsh Haven Heath Heaven Hella Hence Hill Hilton Hind Hobart
Holland Houston Hudson Hun Hung Hunt Icy Imam Immaculate Imo India Indiana Indie Indy Infant Innocent Ion
Ireland Isis Israel Ivory Jackson Jail January Jet Jewel Job Joke Journey June Junior Justice Karma Kata
Kent Kenya Kia Kick King Kingston Kit Kitty Krishna Lady Lafayette Lane Lavender Lawyer Le Lean Lemon Les
Less Li Liberty Lies Lincoln Line Link Little Lo Loan London Lone Long Loot Lore Lot Louisiana Love Loyal
Lucky Luna Lyric Mac Mace Mad Made Madison Maj Major Male Man Manila Manly Mar Mare Marine Marquis Marry
Mars Marsh Mart Martial Marvel Mat Mate Math Mats Maverick May Mayo Meadow Media Medina Melbourne Memphis
Mentor Mercedes Mercy Merry Messiah Meta Metro Milan Mile Min Miner Minor Miracle Missouri Mist Misty Mont
Montana Monte Montgomery Muslim My Na Nail Nan Nazi Nevada Nil Nile Ninja Noble North Nova November
October Odd Olive Oman Oral Orange Orion Orlando Owe Page Pandora Paris Park Pastor Patience Paw Peace
Peer Pepper Per Philippine Phoenix Pier Ping Pink Pleas Pleasant Pol Porsche Precious Press Price Prima
Prince Princess Prosper Puck Purity Queen Raf Raid Raleigh Ransom Raven Reagan Reason Red Reno Rica Rice
Richmond Rico Ridge Rim River Roar Rock Rocky Rod Roll Roma Roman Rome Roosevelt Royal Run Rush Sad Safari
Saga Sage Said Saint Sakura Santa Santiago Santo Santos Sayin Scarlet Sep September Server Set Shade Shell
Side Sierra Silver Sincere Sing Sister Skip Sky Sol Sole Son Spring Stanford Star Sterling Steward Stone
Storm Stormy Summer Sunday Sunny Sunshine Sydney Tab Tan Tanner Tea Tennessee Terra Texas Theres Thor Ties
Til Till Tiny Tip Tone Tor Tory Toy Trace Track Treasure Tri Trinidad Trinity Troy True Una Uni Unique
Unknown Unnamed Urban Us Val Valencia Valid Valves Van Vega Velvet Venice Venus Ver Versa Vi Victoria
Victory Viking Villa Virginia Vita Viva Von Wage Ward Wash Washington Wellington Wells West Will Willow
Windsor Windy Wing Winter Wolf Wood Worldwide Worth Yang Yoga York Young Zion
"""
ADDED = """
Kemi Kepa Tareq Remco Kelcy Kiren Nitish Chandrababu Asaduddin Amadou Bassirou Giorgi Mamuka Zurab
Ketevan Levan Vakhtang Olusegun Olayemi Olukayode Oluwaseun Babajide Bolaji Chimamanda Chinua Chidi
Ikechukwu Nkechi Obi Yemi Femi Wole Seun Segun Dapo Bukola Aminu Sanusi Ganiyu Rotimi Nyesom Bukar Isiaka
Kayode Adebayo Akinwumi Babatunde Mawuli Mahamudu Alhassan Issoufou Boubacar Oumar Souleymane Cheikh
Aminata Fatoumata Mariama Choguel Ibrahima Sekou Cellou Sidya Tidjane Bintou Moise Moïse Domitien Kalonzo
Musalia Kipchoge Kiptum Chepngetich Bobi Kizza Muhoozi Tundu Jakaya Birtukan Getachew Hailemariam
Letesenbet Tirunesh Kenenisa Genzebe Thabo Mmusi Panyaza Gwede Naledi Fikile Songezo Kgalema Phumzile
Bheki Senzo Cheslin Handre Rassie Makazole Lukhanyo Tendai Nangolo Netumbo Saulos Bakili Ossufo Graça
Ulisses Umaro Priyanka Mallikarjun Akhilesh Manish Atishi Uddhav Eknath Devendra Sharad Ajit Nitin
Nirmala Rajnath Piyush Smriti Ashwini Jyotiraditya Shashi Jairam Digvijaya Ashok Bhupesh Basavaraj
Edappadi Udhayanidhi Jayalalithaa Pinarayi Oommen Hemant Champai Himanta Biren Lalduhoma Neiphiu Tejashwi
Lalu Jitan Sushil Anurag Dharmendra Mansukh Hardeep Subrahmanyam Meenakshi Mukesh Anil Ratan Azim Nandan
Shantanu Parag Raghuram Urjit Shaktikanta Viral Montek Manmohan Pranab Ramnath Droupadi Jagdeep Venkaiah
Virat Rohit Jasprit Rishabh Shubman Ravindra Harmanpreet Neeraj Vinesh Bajrang Sakshi Viswanathan
Praggnanandhaa Gukesh Koneru Fawad Hina Ishaq Khawaja Khurram Mohsin Shahid Yousaf Naseem Rizwan Arshad
Faiz Tarique Sajeeb Obaidul Shafiqur Anisul Mirza Shakib Tamim Mushfiqur Mahmudullah Sajith Dinesh
Sushila Ramesh Gyanendra Lotay Primož Kolinda Nairo Biniam Neilson Annemiek Sifan Shericka Letsile
Yulimar Caeleb Ariarne Novak Daniil Stefanos Grigor Iga Aryna Leylah Qinwen Unai Xabi Aritz Ander Andoni
Eneko Gorka Jokin Iñigo Oihane Oier Ibai Asier Josu Koldo Oriol Quim Carles Pere Misa Rodrygo Dorival
Pervis Enner Hirving Dayot Zinedine N'Golo Achraf Sofyan Noussair Sadio Kalidou Idrissa Ademola
Abdelmadjid Abdelaziz Abdulaziz Abdulrahman Ammar Bader Gadi Yariv Amichai Herzi Eyal Aviv Ronen Tzipi
Ayelet Merav Yitzhak Shimon Gilad Eylon Yuval Rotem Essam Fahad Faisal Fathi Fouad Ghassan Haider Hamad
Hamdi Hisham Houssem Iyad Izzat Jaber Jassem Latifa Majed Majid Mansour Marwan Masoud Mazen Mishal Mohsen
Mojtaba Mostafa Mousa Muqtada Nasser Nawaf Nayef Nouri Rached Rafik Rami Rima Saeed Salam Saud Sayyid
Sherif Suhail Wael Ziad Hossein Mahsa Narges Nasrin Toomaj Parviz Sattar Golshifteh Asghar Gholam Devlet
Mansur Selahattin Figen Binali Bülent Fahrettin Hulusi Ümit Sooronbay Almazbek Kamchybek Rustam Mehriban
Heydar Armen Vahagn Zohrab Dmytro Kyrylo Rustem Mykola Serhii Ihor Petro Yuriy Artem Oleh Olha Kateryna
Svitlana Alexey Ilya Kirill Vasily Vitaly Vyacheslav Zakhar Gennady Grigory Lev Viktar Aliaksandr Siarhei
Ion Veaceslav Rumen Kiril Boyko Asen Delyan Hristijan Stevo Vjosa Hashim Ramush Borjana Bakir Milojko
Dritan Sławomir Władysław Bartosz Małgorzata Gintautas Evika Kersti Nooshi Sylvi Trygve Thorgerdur Dick
Wopke Róisín Caelan Bundee Eluned Rhun Ratchanok Prayuth Prawit Anutin Pita Natthaphong Thanathorn
Somchai Sudarat Chuan Abhisit Banyin Rafizi Fadillah Azmin Hishammuddin Rosmah Tengku Tunku Gibran Ganjar
Anies Puan Airlangga Luhut Sri Retno Bahlil Susilo Basuki Khofifah Purbaya Imee Manny Isko Chiz Hun Sar
Phonexay Bounnhang Phan Junichiro Yukio Yoshihiko Takashi Masayoshi Akio Koji Makoto Toshihiro Seiji
Katsunobu Toshimitsu Yuriko Yasutoshi Hirokazu Shinjiro Tamayo Taku Shunichi Satoshi Seiya Roki Yoshinobu
Munetaka Kaoru Takefusa Wataru Takumi Ritsu Daichi Hinata Yuzuru Shoma Rikako Daiya Barnaby Jacqui Sussan
Zali Chlöe Marama Nanaia Tuila'epa Siaosi Hu'akavameiliku Kausea Feleti Surangel Charlot Delcy Diosdado
Cilia Tareck Andrónico Keiko Ollanta Yaku Abdalá Laurentino Jovenel Kamla Irfaan Bharrat Chan Fyodor
Taavet Zelimkhan Tigran Aram Nargiza Aigul Gulnara Tarcísio Flávio Deltan Rosângela Anielle Sônia Romeu
Cármen Joesley Eike Tawakkol Shirin Leymah Kailash Oleksandra Themba Lindiwe Sipho Zanele Bongani Ayanda
Thulani Vusi Nokuthula Tsitsi Farai Tatenda Rudo Kudzai Chipo Rutendo Nyasha Tafadzwa Mutale Bwalya Mwila
Thoko Chikondi Limbani Kondwani Mphatso
Demis Dario Sundar Satya Jensen Volodymyr Anura Ferdinand
Abdalla Abdel Abdelfattah Abdul Abdulla Abdullah Abdurrahman Abiy Agustina Ahmad Ahmed Ajay Akihito Akira
Alar Alassane Alejandro Aleksandar Aleksandr Aleksei Alexander Alexandria Alexei Alexis Ali Amit Ana
Anders Andrej Andrew Andriy Andrzej Andrés Angel Angelos Anthony Antoine Antonio Antony António Anura
Anwar Aoife Art Arvind Asa Ashraf Asif Assimi Atiku Aung Avigdor Ayanna Ayman Bah Baker Barack Bashar
Bastien Benjamin Benny Bernie Bezalel Bidzina Bilawal Bill Binyamin Björn Bo Bola Boris Borut Brigitte
Brook Caoimhe Carter Chase Christian Christine Chrystia Chuck Claudia Conor Cooper Crystal Cyril Dale
Dalia Daniel Darwin Dawn Dean Debretsion Demeke Denis Denys Diego Dilma Dmitri Dmitry Dolly Donald Doug
Drew Duke Earl Ebrahim Ed Edgar Edi Eduard Egils Ehud Elizabeth Elon Emmanuel Emmerson Emomali Enrique
Erin Esmail Evgeny Evo Faeka Faith Fatou Faustin Fayez Ferdinand Fiame Filipe Foster Francisco Frank
François Frederik Fumio Félix Gabriel Gavin Gene Gitanas Gleb Glen Gloria Goodluck Gotabaya Grace Grant
Greg Gregory Greta Gretchen Guillermo Gurbanguly Gustavo Guy Hage Hakainde Halimah Hamid Haruhiko Hassan
Hillary Hiroshi Hope Humza Hunter Husain Hussein Ibrahim Idriss Igor Ike Ilham Ilhan Imran Ingrida Inácio
Irakli Isaac Isaias Ismail Itamar Ivanka Jacinda Jack Jacob Jade Jagmeet Jair James Janet Janez Jared
Jarosław Javad Javier Jean Jeff Jens Jensen Jeremy Jerome Jesus Jill Jo Jody Joe John Joko Jordan Joseph
José Joy João Julia Julius Justin Jüri Kaja Kamala Karim Kassym Katerina Kay Kazuo Keir Kenji Kenta Kevin
Khadga Khaled Khaleda Khalid Khalifa Klaus Kristalina Kristi Krišjānis Kyriakos Lance Lars Laurent Lazarus
Lech Lee Leni Lenín Leo Lily Lindsey Lisa Liz Lloyd Lori Luiz Macky Magdalena Mahamadou Mahamat Mahathir
Mahinda Mahmoud Mahmud Maia Maithripala Malala Malcolm Mamata Manasseh Marco Maria Marina Mario Mark
Marshall Maryia Mason Mateusz Matt Maxim Megawati Mehdi Melania Mette Michel Michelle Micheál Mike Mikhail
Mikheil Miles Miller Milo Miloš Mitch Mohamad Mohamed Mohammad Mohammed Muhammad Muhammadu Muhyiddin
Mykhailo Nabih Naftali Najib Nana Nancy Naomi Napoleon Narendra Naruhito Nat Navi Nawaz Nayib Nelson Ngozi
Nguyen Nicola Nicolás Nicu Nigel Nikol Nikolai Nikolay Nikos Nkosazana Norma Nursultan Olaoluwa Oleksandr
Oleksii Omar Osama Ousmane Paetongtarn Parker Pat Paul Pearl Penny Pete Peter Petr Pierre Pieter Poppy
Prabowo Prajyot Prayut Pushpa Péter Qasem Qassem Rafael Raghav Rahul Raila Ramzan Rand Ranil Rashida Recep
Rich Riek Rishi Rob Robert Roch Rodrigo Ron Rose Ruby Rusty Ruth Saad Sadyr Sahle Salome Salva Salvador
Sam Samia Sanae Sanna Sara Sarthak Satya Sauli Scott Serdar Sergei Sergey Serhiy Serzh Shavkat Shehbaz
Sheikh Sher Sheryl Shigeru Shinzo Simon Sinéad Siobhán Sitiveni Sonia Sreeram Srettha Stefan Sue Sundar
Svetlana Sviatlana Takeshi Taro Tate Tayyip Ted Tedros Teodoro Thaksin Tharman Theresa Thongloun Tim
Tomoaki Tuilaepa Tulsi Ty Ugam Uhuru Ulf Ursula Vadym Valentina Valerii Viktor Viola Violet Vladimir
Volker Volodymyr Vyom William Winston Wladimir Yahya Yair Yevgeny Yingluck Yoav Yoko Yoshihide Yoshiko
Yoweri Yuki Zelda ZmnSCPxj Zoran Zuzana Zweli Édouard Évariste
"""


def main() -> None:
    """Write the file."""
    names = {unicodedata.normalize("NFC", name.strip().replace("’", "'")) for name in _faker_names()}
    kept = {name for name in names if _is_given_name(name)} - set(LEFT_OUT.split())
    _TARGET.write_text(_HEADER + "\n".join(sorted(kept | set(ADDED.split()))) + "\n", "utf-8")


def _faker_names() -> Iterator[str]:
    providers = import_module("faker.providers.person")
    for module in pkgutil.iter_modules(providers.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith(("first", "romanized_first")):
                value = getattr(provider, attribute)
                if isinstance(value, Collection):
                    yield from (name for name in value if isinstance(name, str))


def _is_given_name(name: str) -> bool:
    latin = all(c in "'ʻ" or "LATIN" in unicodedata.name(c, "") for c in name)
    return (
        latin
        and len(name) >= _MIN_LENGTH
        and name[0].isupper()
        and not name.isupper()
        and bool(_NAME.fullmatch(name))
    )


if __name__ == "__main__":
    main()
