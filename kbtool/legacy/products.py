"""Product codes of the archive. The text form names code and product, an archived page the product alone."""

PRODUCTS = {
    "accother": "Microsoft Access Distribution Kit",
    "automap": "Microsoft Automap",
    "crossnet": "Windows for Workgroups and Windows NT Networking Issues",
    "dosword": "DELETE ME",
    "exchange": "Microsoft Exchange",
    "fortran": "Microsoft Fortran Compiler",
    "foxmisc": "Microsoft Fox Miscellaneous Products",
    "foxpro": "Microsoft FoxPro",
    "frontpg": "Word Front Page",
    "homegame": "Microsoft Home Games",
    "homekids": "Microsoft Home Kids Products",
    "homemisc": "Microsoft Home Miscellaneous Products",
    "homemm": "Microsoft Home Multimedia Titles",
    "iis": "Internet Information Server",
    "lanman": "Microsoft LAN Manager",
    "macmail": "Microsoft Mail For Appletalk Networks",
    "macsys": "Microsoft Tips for the Macintosh System",
    "masm": "Microsoft Macro Assembler",
    "mastering": "Microsoft Mastering Series",
    "miscsdk": "Miscellaneous Software Development Kits",
    "msdn": "Microsoft Developer Network",
    "msdos": "Microsoft Disk Operating System",
    "msj": "Miscrosoft Systems Journal",  # sic
    "msnetwork": "The Microsoft Network",
    "mspress": "Microsoft Press",
    "odbc": "Open Database Connectivity (ODBC)",
    "pcmail": "Microsoft Mail For PC Networks",
    "powerpt": "Microsoft PowerPoint for Windows",
    "schedplus": "Microsoft Schedule+ for Windows",
    "sms": "Microsoft Systems Management Server",
    "sna": "Microsoft SNA Server",
    "ssafe": "Microsoft SourceSafe",
    "techinfo": "Microsoft Product Support Information",
    "utilities": "Microsoft Programming Utilities",
    "vbwin": "Microsoft Visual Basic for Windows",
    "visualc": "Microsoft C Compiler",
    "win16ddk": "Microsoft Windows Device Driver Kit",
    "win16sdk": "Microsoft Windows Software Development Kit",
    "win3x": "Microsoft Windows 3.x Retail Product",
    "win95x": "Microsoft Windows 95.x Retail Product",
    "winmisc": "Miscellaneous Windows Products",
    "winnt": "Microsoft Windows NT",
    "winprint": "Microsoft Windows Printing Issues",
    "word97": "Word 97 for Windows",
}

_CODES = {product: code for code, product in PRODUCTS.items()}


def code_of(product: str) -> str:
    """The archive's code of a product; "" for a product the archive does not know."""
    return _CODES.get(product, "")
