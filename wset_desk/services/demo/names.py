"""Names from many languages, from which the sample's people are put together. All are made up."""

from typing import NamedTuple


class NameGroup(NamedTuple):
    """First and last names that go together; `share` is how often they are met at the centre."""

    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]


def _group(share: int, first: str, last: str) -> NameGroup:
    """Names are set apart by commas: some last names have two words."""
    return NameGroup(share, tuple(first.split(", ")), tuple(last.split(", ")))


NAME_GROUPS = (
    _group(
        9,
        "Amelia, Oliver, Isla, George, Poppy, Harry, Grace, Jack, Freya, Noah, Ella, Theo",
        "Hart, Bennett, Whitaker, Marsh, Fletcher, Pemberton, Ashworth, Lowe, Kirby, Thorne",
    ),
    _group(
        3,
        "Aoife, Ciarán, Saoirse, Oisín, Niamh, Eoin, Róisín, Cillian",
        "Byrne, O’Connor, Ní Dhomhnaill, Gallagher, O’Sullivan, Mac Cárthaigh, Nolan",
    ),
    _group(
        3,
        "Rhys, Carys, Dafydd, Siân, Ewan, Mòrag, Callum, Eilidh",
        "Llewellyn, Pritchard, Ap Gwilym, MacLeod, Urquhart, Farquharson, Morgan",
    ),
    _group(
        5,
        "Chloé, Étienne, Océane, Loïc, Maëlle, Rémi, Inès, Noël, Zoé, Benoît",
        "Martin, Lefèvre, Garçon, D’Almeida, Chevallier, Benoît-Roux, Fournier, Dubœuf",
    ),
    _group(
        4,
        "Sofia, Matteo, Giulia, Niccolò, Chiara, Lorenzo, Alessia, Davide",
        "Rossi, Bianchi, De Luca, D’Angelo, Mazzini, Ferraris, Conti, Dell’Orto",
    ),
    _group(
        4,
        "Hugo, Lucía, Íñigo, Ainhoa, Álvaro, Nuria, Joaquín, Begoña",
        "Pérez, García Márquez, Ibáñez, Echeverría, Núñez, Muñoz Rivas, Castaño",
    ),
    _group(
        4,
        "Tomás, Inês, João, Beatriz, Gonçalo, Leonor, Simão, Conceição",
        "Ferreira, Duarte, da Conceição, Magalhães, Brandão, Guimarães, dos Santos",
    ),
    _group(
        4,
        "Lena, Jürgen, Anneliese, Sören, Käthe, Matthias, Jörg, Wiebke",
        "Vogt, Schmid, Müller-Lüdenscheidt, Größer, Weißhaupt, von Ahlefeld, Bäcker",
    ),
    _group(
        3,
        "Jonas, Åsa, Björn, Søren, Maren, Ingrid, Øyvind, Linnéa",
        "Lindqvist, Sørensen, Ångström, Kjærgaard, Håkansson, Bjørnstad, Östberg",
    ),
    _group(
        2,
        "Aino, Väinö, Þórdís, Jón, Hallgrímur, Kaisa",
        "Korhonen, Mäkinen, Jónsdóttir, Sigurðsson, Hämäläinen",
    ),
    _group(
        4,
        "Marek, Agnieszka, Łukasz, Małgorzata, Wojciech, Zofia, Paweł, Grażyna",
        "Nowak, Wiśniewska, Dąbrowski, Szczęsny, Zając, Błaszczyk, Wójcik",
    ),
    _group(
        3,
        "Jiří, Tereza, Ľuboš, Žofia, Ondřej, Zdeňka, Šimon, Božena",
        "Dvořák, Nováková, Růžička, Šťastný, Černá, Hruška, Kučera",
    ),
    _group(
        3,
        "Ágnes, Zoltán, Őrs, Boglárka, Ștefan, Ioana, Mădălina, Răzvan",
        "Kovács, Szőke, Nagy, Fűzfa, Popescu, Țepeș, Ionescu-Brătianu",
    ),
    _group(
        3,
        "Ana, Đorđe, Željka, Luka, Mirjana, Nikša, Vesna, Goran",
        "Kovačević, Đurić, Šarić, Horvat, Perišić, Petrović, Čolić",
    ),
    _group(2, "Ελένη, Γιώργος, Κατερίνα, Νίκος", "Παπαδοπούλου, Οικονόμου, Καραγιάννη"),
    _group(2, "Олена, Андрій, Соломія, Тарас", "Шевченко, Бондаренко, Коваленко"),
    _group(
        3,
        "Ayşe, Çağlar, Gülşah, İbrahim, Oğuz, Şeyma",
        "Yılmaz, Çelik, Öztürk, Karagöz, Gündoğdu, Işık",
    ),
    _group(
        3,
        "Omar, Leïla, Yusuf, Nour, Samira, Tariq",
        "Haddad, al-Masri, Benali, El Idrissi, Ben Youssef, Khoury",
    ),
    _group(2, "Noa, Eitan, Shirin, Dariush, Tamar, Levan", "Ben-David, Tehrani, Beridze, Azoulay"),
    _group(
        5,
        "Priyanka, Arjun, Ananya, Rohan, Meera, Vikram, Ishaan, Kavya",
        "Nair, Chatterjee, Iyer, Venkataraman, Kapoor, Singh, Deshpande",
    ),
    _group(
        3, "Fatima, Hamza, Zainab, Bilal, Nusrat, Imran", "Khan, Chowdhury, Rahman, Malik, Begum"
    ),
    _group(
        4,
        "Wen, Xinyi, Haoran, Mei, Zihan, Jing, Yichen, Lan",
        "Li, Zhang, Ouyang, Chen, Lü, Xu, Huang",
    ),
    _group(3, "Yuki, Haruto, Sakura, Ren, Aoi, Kenji", "Tanaka, Satō, Kobayashi, Ōno, Fujimoto"),
    _group(3, "Minji, Seo-yeon, Ji-ho, Hyun-woo, Eun-ji", "Kim, Park, Choi, Jeong, Yoon"),
    _group(
        2,
        "Linh, Đức, Thảo, Somchai, Siriporn, Minh Anh",
        "Nguyễn, Trần, Phạm, Srisai, Đặng, Võ",
    ),
    _group(
        3,
        "Daniel, Adwoa, Kwame, Ngozi, Chidi, Folasade, Thabo, Wanjiru",
        "Osei, Mensah, Okonkwo, Adébáyọ̀, Nkosi, Kamau, Boateng",
    ),
    _group(2, "Makana, Te Aroha, Leilani, Wiremu, Sione, Kiri", "Kahananui, Ngata, Tupou, Parata"),
    _group(
        3,
        "Camila, Thiago, Valentina, Andrés, Renata, Nicolás, Ximena",
        "Rojas, Quispe, de Souza, Morales Peña, Cárdenas, Villalobos",
    ),
)
