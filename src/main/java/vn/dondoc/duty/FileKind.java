package vn.dondoc.duty;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of files that are taken as evidence: documents and photos. No archives, pages or
 * drawings, which can carry programs; no plain text, which cannot be told from a script; no old
 * PowerPoint, whose macros cannot be seen from outside.
 */
enum FileKind {
  PDF("application/pdf", "pdf"),
  DOC("application/msword", "doc"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  XLS("application/vnd.ms-excel", "xls"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
  PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
  ODT("application/vnd.oasis.opendocument.text", "odt"),
  ODS("application/vnd.oasis.opendocument.spreadsheet", "ods"),
  ODP("application/vnd.oasis.opendocument.presentation", "odp"),
  JPEG("image/jpeg", "jpg", "jpeg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  HEIC("image/heic", "heic", "heif"),
  HEIF("image/heif", "heif", "heic");

  private final String mediaType;

  /** In lower case, the usual one first. */
  private final List<String> extensions;

  FileKind(String mediaType, String... extensions) {
    this.mediaType = mediaType;
    this.extensions = List.of(extensions);
  }

  String mediaType() {
    return mediaType;
  }

  /** The usual extension, without the dot. */
  String extension() {
    return extensions.get(0);
  }

  /** Whether files of this kind may have this extension, in whatever case. */
  boolean fits(String extension) {
    return extensions.contains(extension.toLowerCase(Locale.ROOT));
  }

  static Optional<FileKind> ofMediaType(String mediaType) {
    return Arrays.stream(values()).filter(kind -> kind.mediaType.equals(mediaType)).findFirst();
  }
}
