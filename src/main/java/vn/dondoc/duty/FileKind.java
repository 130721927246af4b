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
  PDF("PDF", "application/pdf", "pdf"),
  DOC("Word", "application/msword", "doc"),
  DOCX("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
  XLS("Excel", "application/vnd.ms-excel", "xls"),
  XLSX("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
  PPTX(
      "PowerPoint",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      "pptx"),
  ODT("OpenDocument", "application/vnd.oasis.opendocument.text", "odt"),
  ODS("OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", "ods"),
  ODP("OpenDocument", "application/vnd.oasis.opendocument.presentation", "odp"),
  JPEG("Ảnh", "image/jpeg", "jpg", "jpeg"),
  PNG("Ảnh", "image/png", "png"),
  WEBP("Ảnh", "image/webp", "webp"),
  HEIC("Ảnh", "image/heic", "heic", "heif"),
  HEIF("Ảnh", "image/heif", "heif", "heic");

  private final String text;
  private final String mediaType;

  /** In lower case, the usual one first. */
  private final List<String> extensions;

  FileKind(String text, String mediaType, String... extensions) {
    this.text = text;
    this.mediaType = mediaType;
    this.extensions = List.of(extensions);
  }

  /** What people call it. */
  String text() {
    return text;
  }

  String mediaType() {
    return mediaType;
  }

  /** The usual extension, without the dot. */
  String extension() {
    return extensions.get(0);
  }

  /** The extensions that files of this kind may have, in lower case, the usual one first. */
  List<String> extensions() {
    return extensions;
  }

  /** Whether files of this kind may have this extension, in whatever case. */
  boolean fits(String extension) {
    return extensions.contains(extension.toLowerCase(Locale.ROOT));
  }

  static Optional<FileKind> ofMediaType(String mediaType) {
    return Arrays.stream(values()).filter(kind -> kind.mediaType.equals(mediaType)).findFirst();
  }
}
