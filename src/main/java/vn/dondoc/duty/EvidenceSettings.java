package vn.dondoc.duty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much evidence is kept.
 *
 * @param maxSize of one file
 * @param maxFiles of one duty
 * @param maxTotal of all files of one duty together
 */
@ConfigurationProperties("dondoc.evidence")
record EvidenceSettings(
    @DefaultValue("20MB") DataSize maxSize,
    @DefaultValue("20") int maxFiles,
    @DefaultValue("100MB") DataSize maxTotal) {}
