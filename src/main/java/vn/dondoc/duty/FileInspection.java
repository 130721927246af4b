package vn.dondoc.duty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import vn.dondoc.engine.InvalidInput;

/**
 * Tells from its content alone what a file is, whatever its name or the client says; refuses what
 * is no evidence.
 */
final class FileInspection {

  private static final String FIELD = "file";
  private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
  private static final MediaType OLE2 = MediaType.application("x-tika-msoffice");

  private FileInspection() {}

  /**
   * The kind of a file.
   *
   * @throws InvalidInput if it is of no kind that is taken, has macros or is locked by a password
   */
  static FileKind kindOf(byte[] content) {
    MediaType type = detect(content);
    if (isA(type, MediaType.APPLICATION_ZIP)) {
      return OfficePackage.kindOf(content);
    }
    if (isA(type, OLE2)) {
      return Ole2File.kindOf(content);
    }
    return FileKind.ofMediaType(type.toString()).orElseThrow(FileInspection::unknownKind);
  }

  static InvalidInput unknownKind() {
    return new InvalidInput(
        FIELD,
        "Không nhận loại tệp này (file). Hãy chọn tệp PDF, Word, Excel, PowerPoint (pptx),"
            + " OpenDocument hoặc ảnh JPEG, PNG, WebP, HEIC.");
  }

  static InvalidInput macros() {
    return new InvalidInput(
        FIELD, "Tệp (file) có chứa macro. Hãy lưu lại dạng không có macro hoặc PDF.");
  }

  static InvalidInput locked() {
    return new InvalidInput(FIELD, "Tệp (file) đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.");
  }

  private static boolean isA(MediaType type, MediaType family) {
    return TYPES.getMediaTypeRegistry().isInstanceOf(type, family);
  }

  private static MediaType detect(byte[] content) {
    try {
      return TYPES.detect(new ByteArrayInputStream(content), new Metadata()).getBaseType();
    } catch (IOException e) {
      throw new IllegalStateException(e); // There is nothing to read from but memory.
    }
  }
}
