package vn.dondoc.duty;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** The smallest files that are what they are, and some that only pretend. */
final class SampleFiles {

  static final byte[] PDF = text("%PDF-1.7\n%âãÏÓ\n");
  static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000");
  static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
  static final byte[] WEBP = HexFormat.of().parseHex("524946462400000057454250565038200000");
  static final byte[] HEIC = HexFormat.of().parseHex("0000001c667479706865696300000000");
  static final byte[] EXE = Arrays.copyOf(text("MZ"), 512);

  static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  static final String SHEET =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
  static final String SLIDES =
      "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";

  private SampleFiles() {}

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** An Office file whose parts are of these content types. */
  static byte[] office(String... contentTypes) {
    return zip(Map.of("[Content_Types].xml", text(contentTypes(contentTypes))));
  }

  static String contentTypes(String... types) {
    StringBuilder xml =
        new StringBuilder(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">");
    for (String type : types) {
      xml.append("<Override PartName=\"/part\" ContentType=\"").append(type).append("\"/>");
    }
    return xml.append("</Types>").toString();
  }

  /** An OpenDocument file of this media type, with these further entries. */
  static byte[] openDocument(String mediaType, String... entries) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put("mimetype", text(mediaType));
    for (String entry : entries) {
      content.put(entry, text("<x/>"));
    }
    return zip(content);
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** A photo of nothing, of this many pixels. */
  static byte[] photo(String format, int width, int height) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** An OLE2 file with up to three streams of these names below its root. */
  static byte[] ole2(String... streams) {
    ByteBuffer file = ByteBuffer.allocate(3 * 512).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(0, 0xE11AB1A1E011CFD0L);
    file.putShort(26, (short) 3).putShort(28, (short) 0xFFFE).putShort(30, (short) 9);
    // One sector of the allocation table, at 0; the directory at 1; no more of either.
    file.putInt(44, 1).putInt(48, 1).putInt(68, -2).putInt(76, 0);
    file.putInt(512, -3).putInt(516, -2);
    entry(file, 0, "Root Entry", -1, 1);
    for (int i = 0; i < streams.length; i++) {
      entry(file, i + 1, streams[i], i + 1 < streams.length ? i + 2 : -1, -1);
    }
    return file.array();
  }

  private static void entry(ByteBuffer file, int index, String name, int right, int child) {
    int place = 1024 + index * 128;
    byte[] utf16 = name.getBytes(StandardCharsets.UTF_16LE);
    file.put(place, utf16);
    file.putShort(place + 64, (short) (utf16.length + 2));
    file.put(place + 66, (byte) (index == 0 ? 5 : 2));
    file.putInt(place + 68, -1).putInt(place + 72, right).putInt(place + 76, child);
  }
}
