"""What WeasyPrint leaves open for a file that is PDF/A-3a and PDF/UA-1 at once.

ISO 19005-3 wants metadata that can be read without decompressing, every schema in it that PDF/A does not know
described, and no picture smoothed; ISO 14289-1 wants its own identification there, and a scope on every table
header.
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


def finish(_document: object, pdf: pydyf.PDF) -> None:
    """Complete the file just before it is written; WeasyPrint calls this as its finisher."""
    _claim_accessibility(pdf)
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/TH":
            _scope_header(pdf, item)
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


def _claim_accessibility(pdf: pydyf.PDF) -> None:
    metadata = _referred(pdf, pdf.catalog["Metadata"])
    metadata.compress = False
    head, end, tail = metadata.stream[0].rpartition(RDF_END)
    metadata.stream[0] = head + UA_IDENTIFICATION + end + tail


def _scope_header(pdf: pydyf.PDF, header: pydyf.Dictionary) -> None:
    group = _referred(pdf, _referred(pdf, header["P"])["P"])
    header["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _referred(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]
