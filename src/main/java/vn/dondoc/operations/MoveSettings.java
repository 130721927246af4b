package vn.dondoc.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.lang.Nullable;

/**
 * Where data comes from that is to go into the configured database.
 *
 * @param from address of an H2 database, e.g. {@code jdbc:h2:file:./data/don-doc}; null, and the
 *     application starts as ever
 * @param user who may read it
 * @param password of that user
 */
@ConfigurationProperties("dondoc.move")
record MoveSettings(
    @Nullable String from, @DefaultValue("sa") String user, @DefaultValue("") String password) {}
