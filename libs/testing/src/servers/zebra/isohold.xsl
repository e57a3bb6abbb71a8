<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:m="http://www.loc.gov/MARC21/slim" xmlns="info:ofi/fmt:xml:xsd:iso20775" exclude-result-prefixes="m">
  <!-- Koha's items (952) as ISO 20775 has them -->
  <xsl:template match="/m:record">
    <holdings><holding>
      <institutionIdentifier><value>XYZ</value><typeOrSource><text>ISIL</text></typeOrSource></institutionIdentifier>
      <holdingSimple>
        <copiesSummary><copiesCount><xsl:value-of select="count(m:datafield[@tag='952'])"/></copiesCount></copiesSummary>
        <xsl:for-each select="m:datafield[@tag='952']">
          <copyInformation>
            <pieceIdentifier><value><xsl:value-of select="m:subfield[@code='p']"/></value><typeOrSource><text>barcode</text></typeOrSource></pieceIdentifier>
            <shelfLocator><xsl:value-of select="m:subfield[@code='o']"/></shelfLocator>
            <availabilityInformation><status><availabilityStatus>
              <xsl:choose><xsl:when test="m:subfield[@code='q']">2</xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose>
            </availabilityStatus><availableFor>1</availableFor></status></availabilityInformation>
          </copyInformation>
        </xsl:for-each>
      </holdingSimple>
    </holding></holdings>
  </xsl:template>
</xsl:stylesheet>
