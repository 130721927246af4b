package vn.dondoc.duty;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A file attached to a duty, without its content.
 *
 * @param mediaType what its content is
 * @param kind the same as people call it
 * @param thumbnail whether there is a small picture of it
 * @param size in bytes
 * @param documentNumber number of the document that it is a copy of, may be null
 * @param documentDate date of that document, may be null
 * @param uploadedAt local time
 * @param uploadedBy user id
 */
record Evidence(
    long id,
    String fileName,
    String mediaType,
    String kind,
    boolean thumbnail,
    long size,
    String sha256,
    String documentNumber,
    LocalDate documentDate,
    LocalDateTime uploadedAt,
    String uploadedBy,
    String uploadedByName) {}
