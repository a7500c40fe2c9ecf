"""What WeasyPrint leaves open for a file that is PDF/A-3a and PDF/UA-1 at once.

ISO 19005-3 wants metadata that can be read without decompressing, every schema in it that PDF/A does not know
described, and no picture smoothed; ISO 14289-1 wants its own identification there, and a scope on every table
header. The field of a seal must stand in the file, and in its structure, before the seal is set: what comes with
the seal is not tagged. Where a file has a part in another language, its structure says so, for whoever has it read
aloud.
"""

from typing import Any

import pydyf

UA_IDENTIFICATION = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
RDF_END = b"</rdf:RDF>"
SEAL_FIELD = "Seal"
# Before the language in the id of a part. A part begins on a page of its own.
PART = "part-"
ENDING = b"\nendstream"
# Annotation flags: printed, and locked in its place.
PRINTED, LOCKED = 4, 128
ANY_STREAM: type[pydyf.Stream] = pydyf.Stream


class Ended(pydyf.Stream):
    """A stream whose end cannot be mistaken.

    Where its last byte is a carriage return, the line feed before `endstream` would make one line end of both, and a
    reader that measures the stream finds it a byte too short (ISO 19005-3, 6.1.7.1): it gets a whole line end then.
    """

    @classmethod
    def of(cls, stream: pydyf.Stream) -> "Ended":
        """The same object of the file, in the same place."""
        same = cls(stream.stream, stream.extra, stream.compress)
        same.number, same.generation, same.free = stream.number, stream.generation, stream.free
        return same

    @property
    def data(self) -> bytes:
        whole: bytes = super().data
        body, end = whole[: -len(ENDING)], whole[-len(ENDING) :]
        return body + b"\r" + end if body.endswith(b"\r") else whole


# pydyf makes the last streams of a file, objects and their list, only when it writes it.
pydyf.Stream = Ended


def finish(document: Any, pdf: pydyf.PDF, seal_words: str = "") -> None:
    """Complete the file just before it is written; WeasyPrint calls this as its finisher.

    With `seal_words` it gets a field for the seal, told in these words to whoever has it read aloud.
    """
    _claim_accessibility(pdf)
    _tell_languages(document, pdf)
    if seal_words:
        _place_seal(pdf, seal_words)
    else:
        # A form without fields: what a signature adds to it later can be told from every other change.
        pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([])})
    for place, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/TH":
            _scope_header(pdf, item)
        if isinstance(item, ANY_STREAM):
            if item.extra.get("Subtype") == "/Image":
                item.extra["Interpolate"] = "false"
            pdf.objects[place] = Ended.of(item)


def _claim_accessibility(pdf: pydyf.PDF) -> None:
    metadata = _referred(pdf, pdf.catalog["Metadata"])
    metadata.compress = False
    head, end, tail = metadata.stream[0].rpartition(RDF_END)
    metadata.stream[0] = head + UA_IDENTIFICATION + end + tail


def _tell_languages(document: Any, pdf: pydyf.PDF) -> None:
    """Each element of the structure at the top says its language where that is not the document's."""
    own = spoken = document.metadata.lang
    languages = {}
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        begun = (name.removeprefix(PART) for name in page.anchors if name.startswith(PART))
        languages[reference] = spoken = next(begun, spoken)
    for reference in _told_first(pdf)["K"]:
        element = _referred(pdf, reference)
        if languages[element["Pg"]] != own:
            element["Lang"] = pydyf.String(languages[element["Pg"]])


def _told_first(pdf: pydyf.PDF) -> Any:
    """The element of the structure that stands for the whole document."""
    return _referred(pdf, _referred(pdf, pdf.catalog["StructTreeRoot"])["K"][0])


def _scope_header(pdf: pydyf.PDF, header: pydyf.Dictionary) -> None:
    group = _referred(pdf, _referred(pdf, header["P"])["P"])
    header["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _place_seal(pdf: pydyf.PDF, words: str) -> None:
    """An empty signature field without a size, on the first page and in the structure of the document."""
    root = _referred(pdf, pdf.catalog["StructTreeRoot"])
    document, parents = _told_first(pdf), _referred(pdf, root["ParentTree"])["Nums"]
    page, number = next(item for item in pdf.objects if _is_page(item)), len(parents) // 2
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(SEAL_FIELD),
            "TU": pydyf.String(words),
            "F": PRINTED | LOCKED,
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "P": page.reference,
            "StructParent": number,
        }
    )
    pdf.add_object(field)
    place = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page.reference})
    element = {"Type": "/StructElem", "S": "/Form", "P": document.reference, "Pg": page.reference, "K": place}
    told = pydyf.Dictionary({**element, "Alt": pydyf.String(words)})
    pdf.add_object(told)
    document["K"].append(told.reference)
    parents.extend([number, told.reference])
    page["Annots"] = pydyf.Array([*page.get("Annots", []), field.reference])
    page["Tabs"] = "/S"
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference])})


def _is_page(item: object) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Page"


def _referred(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]
