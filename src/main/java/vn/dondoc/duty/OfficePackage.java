package vn.dondoc.duty;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import vn.dondoc.engine.InvalidInput;

/**
 * Looks into a zip for an Office or OpenDocument file. Reads the zip's own list of entries, the one
 * that the programs go by, and the start of one entry; nothing is ever unpacked at length.
 */
final class OfficePackage {

  private static final int MAX_ENTRY = 1024 * 1024;
  private static final String CONTENT_TYPES = "[Content_Types].xml";
  private static final String MIME_TYPE = "mimetype";

  /** Content type of the main part → kind. Those of templates and of files with macros differ. */
  private static final Map<String, FileKind> OFFICE =
      Map.of(
          FileKind.DOCX.mediaType() + ".main+xml", FileKind.DOCX,
          FileKind.XLSX.mediaType() + ".main+xml", FileKind.XLSX,
          FileKind.PPTX.mediaType() + ".main+xml", FileKind.PPTX);

  private static final Set<FileKind> OPEN_DOCUMENT =
      Set.of(FileKind.ODT, FileKind.ODS, FileKind.ODP);

  private OfficePackage() {}

  /**
   * The kind of the document in this zip.
   *
   * @throws InvalidInput if it is another zip, damaged, or has macros
   */
  static FileKind kindOf(byte[] content) {
    try {
      // A file, because only from a file does Java read the list of entries.
      Path file = Files.createTempFile("evidence", ".zip");
      try {
        Files.write(file, content);
        return kindOf(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileKind kindOf(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Map<String, ZipEntry> entries = entries(zip);
      if (entries.keySet().stream().anyMatch(OfficePackage::isScript)) {
        throw FileInspection.macros();
      }
      if (entries.containsKey(CONTENT_TYPES)) {
        return office(contentTypes(read(zip, entries.get(CONTENT_TYPES))));
      }
      if (entries.containsKey(MIME_TYPE)) {
        byte[] type = read(zip, entries.get(MIME_TYPE));
        return FileKind.ofMediaType(new String(type, StandardCharsets.US_ASCII))
            .filter(OPEN_DOCUMENT::contains)
            .orElseThrow(FileInspection::unknownKind);
      }
      throw FileInspection.unknownKind();
    } catch (ZipException | EOFException | XMLStreamException e) {
      throw FileInspection.unknownKind();
    }
  }

  /** By name in whatever case. Two of one name are refused: programs differ in which they take. */
  private static Map<String, ZipEntry> entries(ZipFile zip) {
    Map<String, ZipEntry> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    zip.stream()
        .forEach(
            entry -> {
              if (entries.put(entry.getName(), entry) != null) {
                throw FileInspection.unknownKind();
              }
            });
    return entries;
  }

  /** Where OpenDocument keeps its macros. */
  private static boolean isScript(String entry) {
    String name = entry.toLowerCase(Locale.ROOT);
    return (name.startsWith("basic/") || name.startsWith("scripts/")) && !name.endsWith("/");
  }

  private static FileKind office(Set<String> contentTypes) {
    for (String type : contentTypes) {
      String lower = type.toLowerCase(Locale.ROOT);
      if (lower.contains("macro") || lower.contains("vba")) {
        throw FileInspection.macros();
      }
    }
    return contentTypes.stream()
        .filter(OFFICE::containsKey)
        .map(OFFICE::get)
        .findFirst()
        .orElseThrow(FileInspection::unknownKind);
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(MAX_ENTRY + 1);
      if (content.length > MAX_ENTRY) {
        throw FileInspection.unknownKind();
      }
      return content;
    }
  }

  /** What the package says its parts are. */
  private static Set<String> contentTypes(byte[] xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Set<String> types = new HashSet<>();
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        String type = reader.getAttributeValue(null, "ContentType");
        if (type != null) {
          types.add(type.strip());
        }
      }
    }
    return types;
  }
}
