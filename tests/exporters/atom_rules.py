"""The rules of RFC 4287 (appendix B and section 4.1), as far as our feeds go, in RELAX NG."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

_RULES = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="feed">
      <attribute name="xml:lang"><data type="language"/></attribute>
      <interleave>
        <ref name="person"/>
        <ref name="id"/>
        <ref name="title"/>
        <ref name="updated"/>
        <zeroOrMore><ref name="link"/></zeroOrMore>
        <zeroOrMore><ref name="entry"/></zeroOrMore>
      </interleave>
    </element>
  </start>
  <define name="entry">
    <element name="entry">
      <interleave>
        <ref name="id"/>
        <ref name="title"/>
        <ref name="updated"/>
        <zeroOrMore><ref name="link"/></zeroOrMore>
        <element name="content">
          <attribute name="type"><value>text</value></attribute>
          <ref name="words"/>
        </element>
      </interleave>
    </element>
  </define>
  <define name="person">
    <element name="author"><element name="name"><ref name="words"/></element></element>
  </define>
  <define name="id">
    <element name="id">
      <data type="string">
        <param name="pattern">urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</param>
      </data>
    </element>
  </define>
  <define name="title"><element name="title"><ref name="words"/></element></define>
  <define name="updated">
    <element name="updated">
      <data type="dateTime"><param name="pattern">[-0-9]{10}T[:0-9]{8}Z</param></data>
    </element>
  </define>
  <define name="link">
    <element name="link">
      <attribute name="rel"><choice><value>self</value><value>alternate</value></choice></attribute>
      <attribute name="type">
        <data type="string"><param name="pattern">.+/.+</param></data>
      </attribute>
      <attribute name="href"><data type="anyURI"/></attribute>
    </element>
  </define>
  <define name="words"><data type="string"><param name="minLength">1</param></data></define>
</grammar>
"""

_SCHEMA = etree.RelaxNG(etree.fromstring(_RULES))

_ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(content: bytes) -> Any:
    """Return the root of a feed that keeps the rules; each id stands for one thing."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    _SCHEMA.assertValid(root)
    ids = texts(root, "//a:id")
    assert len(set(ids)) == len(ids)
    return root


def texts(root: Any, path: str) -> list[str]:
    return [str(found.text) for found in root.xpath(path, namespaces=_ATOM)]
