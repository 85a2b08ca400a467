"""The rules of DCAT-AP-NO 2 and 3 for what our catalogue uses, as SHACL: restated here, and the official files where they are."""

import os
import pathlib

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

SH = Namespace("http://www.w3.org/ns/shacl#")
names = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "odrs": "http://schema.theodi.org/odrs#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
authority = "http://publications.europa.eu/resource/authority"

# class: property, lowest and highest count, kind: a literal, an IRI, a day, ^datatype, =class, ~start of the IRI, @scheme
version2 = """
dcat:Catalog: dct:title 1 * literal; dct:description 1 * literal; dct:identifier 1 1 literal; dct:publisher 1 1 =foaf:Agent
dcat:Catalog: dcat:dataset 0 * =dcat:Dataset; foaf:homepage 0 1 =foaf:Document; dct:issued 0 1 day; dct:modified 0 1 day
dcat:Catalog: dct:language 0 * =dct:LinguisticSystem; dct:license 0 1 =dct:LicenseDocument; dct:spatial 0 * =dct:Location
dcat:Catalog: dct:language 0 * @language; dct:spatial 0 * @country
dcat:Dataset: dct:title 1 * literal; dct:description 1 * literal; dct:identifier 1 * literal; dct:publisher 1 1 =foaf:Agent
dcat:Dataset: dcat:theme 1 * =skos:Concept; dcat:theme 1 * @data-theme; dcat:contactPoint 0 * =vcard:Kind; dcat:keyword 0 * literal
dcat:Dataset: dcat:distribution 0 * =dcat:Distribution; dct:spatial 0 * =dct:Location; dct:temporal 0 * =dct:PeriodOfTime
dcat:Dataset: dct:accessRights 0 1 =dct:RightsStatement; dct:accrualPeriodicity 0 1 =dct:Frequency; dct:issued 0 1 day
dcat:Dataset: dct:modified 0 1 day; dct:language 0 * =dct:LinguisticSystem; dct:accessRights 0 1 @access-right
dcat:Dataset: dct:accrualPeriodicity 0 1 @frequency; dct:language 0 * @language; dct:spatial 0 * @country
dcat:Distribution: dcat:accessURL 1 * iri; dcat:downloadURL 0 * iri; dct:title 0 * literal; dct:description 0 * literal
dcat:Distribution: dct:format 0 * =dct:MediaTypeOrExtent; dct:license 1 1 =dct:LicenseDocument; dcat:byteSize 0 1 ^xsd:decimal
dcat:Distribution: spdx:checksum 0 1 =spdx:Checksum; dcat:compressFormat 0 1 =dct:MediaType; dcat:mediaType 0 1 =dct:MediaType
dcat:Distribution: dct:issued 0 1 day; dct:modified 0 1 day; dct:rights 0 1 =dct:RightsStatement
dcat:Distribution: dct:format 0 * @file-type; dct:license 0 1 @licence
dct:PeriodOfTime: dcat:startDate 0 1 day; dcat:endDate 0 1 day
skos:Concept: skos:prefLabel 1 * literal
foaf:Agent: foaf:name 1 * literal; dct:identifier 0 1 literal
"""

version3 = """
dcat:Catalog: dct:title 1 * ^rdf:langString; dct:description 1 * ^rdf:langString; dct:publisher 1 1 iri; dct:identifier 0 * literal
dcat:Catalog: dcat:contactPoint 1 * =vcard:Organization; dcat:dataset 0 * iri; dct:modified 0 1 day; foaf:homepage 0 1 iri
dcat:Catalog: dct:license 0 1 ~/licence/; dct:language 0 * ~/language/; dct:spatial 0 * ~/country/
dcat:Dataset: dct:title 1 * ^rdf:langString; dct:description 1 * ^rdf:langString; dct:publisher 1 1 iri; dct:identifier 0 * literal
dcat:Dataset: dcat:contactPoint 1 * =vcard:Organization; dcat:theme 1 * ~/data-theme/; dcat:distribution 0 * iri
dcat:Dataset: dct:spatial 0 * ~/country/; dcat:keyword 0 * ^rdf:langString; dct:temporal 0 * =dct:PeriodOfTime
dcat:Dataset: dct:accessRights 0 1 ~/access-right/; dct:modified 0 1 day; dct:issued 0 1 day; dcat:version 0 1 literal
dcat:Dataset: dct:accrualPeriodicity 0 1 ~/frequency/; dct:language 0 * ~/language/
dcat:Distribution: dcat:accessURL 1 * iri; dcat:downloadURL 0 * iri; dct:title 0 * ^rdf:langString; dct:description 0 * ^rdf:langString
dcat:Distribution: dct:format 0 1 ~/file-type/; dct:license 0 1 ~/licence/; dct:rights 0 1 =odrs:RightsStatement; dct:issued 0 1 day
dcat:Distribution: dct:modified 0 1 day; dcat:byteSize 0 1 ^xsd:nonNegativeInteger; spdx:checksum 0 1 =spdx:Checksum
dcat:Distribution: dcat:mediaType 0 1 ~https://www.w3.org/ns/iana/media-types/; dcat:compressFormat 0 1 ~https://www.w3.org/ns/iana/media-types/
spdx:Checksum: spdx:algorithm 1 1 iri; spdx:checksumValue 1 1 ^xsd:hexBinary
dct:PeriodOfTime: dcat:startDate 0 1 day; dcat:endDate 0 1 day
vcard:Kind: vcard:fn 1 * literal; vcard:hasEmail 1 * iri
foaf:Agent: foaf:name 1 * literal; dct:identifier 0 1 literal
"""

# The official pattern of dcat:mediaType accepts only media types that begin with "application", so no CSV.
accepted = ["^https://www.w3.org/ns/iana/media-types/application/*"]


def graphs(profile):
    """Our restatement, and for version 3 each official file in the folder SHAPES."""
    yield f"DCAT-AP-NO {profile}", restated(version3 if profile == "3" else version2)
    for file in sorted(pathlib.Path(os.environ.get("SHAPES", "/nowhere")).glob("*.ttl")) if profile == "3" else []:
        yield file.name, Graph().parse(file, format="turtle")


def faults(results):
    """One line for each violation and warning, with the node and the property."""
    for one in results.subjects(RDF.type, SH.ValidationResult):
        source = results.value(one, SH.sourceShape)
        if str(results.value(source, SH.pattern)) in accepted and str(results.value(one, SH.value)).endswith("/text/csv"):
            continue
        if results.value(one, SH.resultSeverity) != SH.Info:
            parts = [SH.focusNode, SH.resultPath, SH.value, SH.resultMessage]
            yield " ".join(str(results.value(one, part)) for part in parts)


def restated(rules):
    graph = Graph()
    for line in rules.strip().splitlines():
        target, properties = line.split(": ")
        shape = BNode()
        graph.add((shape, RDF.type, SH.NodeShape))
        graph.add((shape, SH.targetClass, term(target)))
        for rule in properties.split("; "):
            graph.add((shape, SH.property, property_shape(graph, rule.split(" "))))
    return graph


def term(name):
    prefix, local = name.split(":")
    return URIRef(names[prefix] + local)


def property_shape(graph, rule):
    path, lowest, highest, kind = rule
    shape = BNode()
    graph.add((shape, SH.path, term(path)))
    graph.add((shape, SH.minCount, Literal(int(lowest))))
    if highest != "*":
        graph.add((shape, SH.maxCount, Literal(int(highest))))
    for constraint in constraints(graph, kind):
        graph.add((shape, *constraint))
    return shape


def constraints(graph, kind):
    sign, rest = kind[0], kind[1:]
    if kind == "literal":
        return [(SH.nodeKind, SH.Literal)]
    if kind == "iri":
        return [(SH.nodeKind, SH.IRI)]
    if kind == "day":
        days = []
        for name in ["xsd:date", "xsd:dateTime"]:
            days.append(BNode())
            graph.add((days[-1], SH.datatype, term(name)))
        return [(SH["or"], Collection(graph, BNode(), days).uri)]
    if sign == "^":
        return [(SH.datatype, term(rest))]
    if sign == "=":
        return [(SH["class"], term(rest))]
    if sign == "~":
        return [(SH.pattern, Literal("^" + (rest if rest.startswith("http") else authority + rest)))]
    listed, scheme = BNode(), BNode()
    graph.add((listed, SH.property, scheme))
    graph.add((scheme, SH.path, term("skos:inScheme")))
    graph.add((scheme, SH.hasValue, URIRef(f"{authority}/{rest}")))
    return [(SH.node, listed)]
