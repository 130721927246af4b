package vn.dondoc.organisation;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Where units and officers come from; CSV in UTF-8 with a header line.
 *
 * @param units {@code code,name,kind,superior,email}
 * @param districtsAndCommunes {@code
 *     district_code,district_name,district_type,commune_code,commune_name,commune_type}, one line a
 *     commune; the districts are below the province
 * @param officers {@code user,name,unit,email}; an officer of several units has a line for each
 */
@ConfigurationProperties("dondoc.organisation")
record OrganisationSettings(
    @DefaultValue("classpath:data/provincial-units.csv") List<Resource> units,
    @DefaultValue("classpath:data/units.csv") List<Resource> districtsAndCommunes,
    @DefaultValue List<Resource> officers) {}
