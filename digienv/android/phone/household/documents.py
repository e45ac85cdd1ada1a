"""Notes and other files of the phone's owner."""

from __future__ import annotations

import posixpath

from digienv.android.phone.clock import NOW
from digienv.android.phone.databases import Databases
from digienv.android.phone.files import ROOT, Files

__all__ = ["fill"]

STORAGE = "/storage/emulated/0"
TEXTS = {
    "Documents/Notes/shopping list.md": "milk\nrye bread\ntomatoes\nolive oil\ncoffee\n",
    "Documents/Notes/gift ideas.md": "Lena: a scarf\nFinn: the harbour print\nMaya: tea tin\n",
    "Documents/Notes/books to read.md": "The Salt Roads\nA Field Guide to Rivers\nNight Ferry\nThe Glass Orchard\n",
    "Documents/Notes/bike repair.txt": "New chain, 114 links\nTyres 700x32\nShop opens at 10\n",
    "Documents/Notes/meeting minutes.md": "Present: Ada, Jonas, Sofia\nDecision: brochure goes to print on the 24th\n",
    "Documents/Notes/garden plan.md": "Bed 1: beans\nBed 2: carrots and onions\nBed 3: sunflowers\n",
    "Documents/Notes/passwords hint.txt": "usual word, then the house number\n",
    "Documents/Notes/holiday packing.md": "passport\ncharger\nrain jacket\nsun cream\n",
    "Documents/Notes/recipe for Bea.txt": "two cups of flour, one of sugar, three eggs\n",
    "Documents/Notes/measurements.md": "Window: 124 x 86 cm\nDoor: 201 x 80 cm\nShelf: 95 cm\n",
    "Documents/Notes/work/contacts at the printer.md": "Ask for Mr Ilves, extension 218\n",
    "Documents/Notes/work/brochure text.md": "Wide rooms, warm light, short ways.\n",
    "Documents/Notes/work/todo this week.md": "call the supplier\nbook room 3B\nsend the offer\n",
    "Documents/Notes/archive/old address.txt": "7 Station Street\n",
    "Documents/insurance contract 5581.txt": "Contract 5581\nValid until 2027-03-31\n",
    "Documents/lease agreement.txt": "Lease of the flat in Station Street\n",
    "Documents/cv_2026.txt": "Curriculum vitae\n",
    "Documents/invoices/invoice_0411.txt": "Invoice 0411\nTotal 182.40\n",
    "Documents/invoices/invoice_0412.txt": "Invoice 0412\nTotal 95.00\n",
    "Documents/invoices/invoice_0413.txt": "Invoice 0413\nTotal 240.75\n",
    "Download/train_ticket_linden.txt": "Linden, 23 June, coach 8, seat 61\n",
    "Download/menu_green_door.txt": "Soup 5.50\nDumplings 9.80\n",
    "Download/bank_statement_may.csv": "date,amount\n2026-05-04,-42.10\n2026-05-19,-12.99\n",
    "Download/house_rules.txt": "Quiet after ten.\n",
    "Download/choir_dates.txt": "18 June, 25 June, 2 July\n",
    "Download/old_backup.txt": "nothing of interest\n",
}
DAY = 86_400


def fill(databases: Databases, files: Files) -> None:
    """Write them, each a day older than the one before."""
    changed = NOW.timestamp()
    for name, text in TEXTS.items():
        changed -= DAY
        path = f"{STORAGE}/{name}"
        if not files.exists(posixpath.dirname(path), ROOT):
            files.make_folder(posixpath.dirname(path), ROOT, parents=True)
        files.write(path, text.encode(), ROOT)
        files.touch(path, ROOT, changed)
    for folder in ("Documents/Notes/archive", "Documents/Notes/work", "Documents/invoices"):
        files.touch(f"{STORAGE}/{folder}", ROOT, changed)
