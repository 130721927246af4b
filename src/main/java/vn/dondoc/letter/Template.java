package vn.dondoc.letter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A Word file with placeholders like {@code {{total}}} in its text, its headers and its footers.
 *
 * <p>A table row with placeholders of a list, {@code {{agency.name}}}, is there once for each item;
 * a paragraph that is nothing but a placeholder is there once for each line of the text, and not at
 * all if the text is empty. Formatting is that of the place where the placeholder begins.
 */
final class Template {

  private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Pattern FILLED_PART =
      Pattern.compile(
          "application/vnd\\.openxmlformats-officedocument\\.wordprocessingml\\.(document\\.main|header|footer)\\+xml");

  private final String name;
  private final byte[] content;

  private Template(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /**
   * Checks that this is a Word file and that the letter knows what is asked for in it.
   *
   * @throws BadTemplate if not
   */
  static Template of(Letter letter, byte[] content) {
    var template = new Template(letter.file(), content);
    for (String placeholder : template.placeholders()) {
      if (!letter.knows(placeholder)) {
        throw new BadTemplate(
            letter.file(), "không có thông tin nào tên là «{{" + placeholder + "}}».");
      }
    }
    return template;
  }

  private Set<String> placeholders() {
    Set<String> found = new TreeSet<>();
    through(
        part -> {
          for (Element paragraph : elements(part, "p")) {
            String text = text(paragraph);
            Matcher matcher = PLACEHOLDER.matcher(text);
            while (matcher.find()) {
              found.add(matcher.group(1).strip());
            }
            String rest = matcher.replaceAll("");
            if (rest.contains("{{") || rest.contains("}}")) {
              throw new BadTemplate(name, "ngoặc {{ }} không đóng đủ ở đoạn «" + text + "».");
            }
          }
          return false;
        });
    return found;
  }

  /**
   * The document.
   *
   * @param texts name → text; a name that is missing is an empty text
   * @param lists name → items, each name → text
   */
  byte[] fill(Map<String, String> texts, Map<String, List<Map<String, String>>> lists) {
    return through(
        part -> {
          // What people wrote is never taken for a placeholder: every place is looked at once.
          List<Element> rows =
              elements(part, "tr").stream()
                  .filter(row -> elements(row, "tr").isEmpty() && listOf(row) != null)
                  .toList();
          elements(part, "p").stream()
              .filter(paragraph -> rows.stream().noneMatch(row -> isWithin(paragraph, row)))
              .forEach(paragraph -> fill(paragraph, texts));
          rows.forEach(row -> repeat(row, texts, lists));
          return true;
        });
  }

  private static boolean isWithin(Node node, Element row) {
    for (Node above = node; above != null; above = above.getParentNode()) {
      if (above == row) {
        return true;
      }
    }
    return false;
  }

  /** The list that a row is repeated for, null if it is not. */
  private static String listOf(Element row) {
    Matcher matcher = PLACEHOLDER.matcher(text(row));
    while (matcher.find()) {
      int dot = matcher.group(1).indexOf('.');
      if (dot >= 0) {
        return matcher.group(1).substring(0, dot).strip();
      }
    }
    return null;
  }

  private static void repeat(
      Element row, Map<String, String> texts, Map<String, List<Map<String, String>>> lists) {
    String list = listOf(row);
    Node table = row.getParentNode();
    for (Map<String, String> item : lists.getOrDefault(list, List.of())) {
      Element copy = (Element) row.cloneNode(true);
      Map<String, String> named = new HashMap<>(texts);
      for (Map.Entry<String, String> entry : item.entrySet()) {
        // In a table everything stays in its line.
        String text = entry.getValue() == null ? "" : entry.getValue().replaceAll("\\R+", "; ");
        named.put(list + "." + entry.getKey(), text);
      }
      for (Element paragraph : elements(copy, "p")) {
        replace(paragraph, named);
      }
      table.insertBefore(copy, row);
    }
    table.removeChild(row);
  }

  private static void fill(Element paragraph, Map<String, String> texts) {
    String before = text(paragraph).strip();
    Matcher alone = PLACEHOLDER.matcher(before);
    if (!alone.matches()) {
      replace(paragraph, texts);
      return;
    }
    Node parent = paragraph.getParentNode();
    String placeholder = alone.group(1).strip();
    List<String> lines = lines(texts.get(placeholder));
    if (lines.isEmpty() && elements(parent, "p").size() == 1) {
      // A cell of a table must not be without any.
      lines = List.of("");
    }
    for (String line : lines) {
      Element copy = (Element) paragraph.cloneNode(true);
      replace(copy, Map.of(placeholder, line));
      parent.insertBefore(copy, paragraph);
    }
    parent.removeChild(paragraph);
  }

  private static List<String> lines(String text) {
    return text == null
        ? List.of()
        : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** A placeholder may be spread over several runs, as Word likes to do. */
  private static void replace(Element paragraph, Map<String, String> texts) {
    List<Element> pieces = elements(paragraph, "t");
    String whole = text(paragraph);
    if (!whole.contains("{{")) {
      return;
    }
    StringBuilder[] rest = new StringBuilder[pieces.size()];
    int[] starts = new int[pieces.size()];
    int length = 0;
    for (int i = 0; i < pieces.size(); i++) {
      rest[i] = new StringBuilder();
      starts[i] = length;
      length += pieces.get(i).getTextContent().length();
    }
    Matcher matcher = PLACEHOLDER.matcher(whole);
    int at = 0;
    while (matcher.find()) {
      copy(whole, at, matcher.start(), starts, rest);
      rest[pieceAt(matcher.start(), starts)].append(
          readable(texts.getOrDefault(matcher.group(1).strip(), "")));
      at = matcher.end();
    }
    copy(whole, at, whole.length(), starts, rest);
    for (int i = 0; i < pieces.size(); i++) {
      Element piece = pieces.get(i);
      piece.setTextContent(rest[i].toString());
      piece.setAttributeNS(XMLConstants.XML_NS_URI, "xml:space", "preserve");
    }
  }

  private static void copy(String whole, int from, int to, int[] starts, StringBuilder[] rest) {
    for (int i = from; i < to; i++) {
      rest[pieceAt(i, starts)].append(whole.charAt(i));
    }
  }

  private static int pieceAt(int position, int[] starts) {
    int piece = starts.length - 1;
    while (starts[piece] > position) {
      piece--;
    }
    return piece;
  }

  /** What XML cannot hold is left out. */
  private static String readable(String text) {
    return text.codePoints()
        .filter(
            c ->
                c == '\t' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** All text of an element. */
  private static String text(Element element) {
    var text = new StringBuilder();
    elements(element, "t").forEach(piece -> text.append(piece.getTextContent()));
    return text.toString();
  }

  private static List<Element> elements(Node within, String tag) {
    NodeList found =
        within instanceof Document document
            ? document.getElementsByTagNameNS(WORD, tag)
            : ((Element) within).getElementsByTagNameNS(WORD, tag);
    List<Element> elements = new ArrayList<>(found.getLength());
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** Goes through the parts that people read; answers with the file as it is after that. */
  private byte[] through(Function<Document, Boolean> change) {
    try (OPCPackage file = OPCPackage.open(new ByteArrayInputStream(content))) {
      boolean any = false;
      for (PackagePart part : file.getParts()) {
        if (!FILLED_PART.matcher(part.getContentType()).matches()) {
          continue;
        }
        any = true;
        Document xml;
        try (InputStream in = part.getInputStream()) {
          xml = parser().newDocumentBuilder().parse(in);
        }
        if (change.apply(xml)) {
          try (OutputStream out = part.getOutputStream()) {
            writer().transform(new DOMSource(xml), new StreamResult(out));
          }
        }
      }
      if (!any) {
        throw new BadTemplate(name, "không phải tệp Word (.docx).");
      }
      var filled = new ByteArrayOutputStream();
      file.save(filled);
      file.revert();
      return filled.toByteArray();
    } catch (IOException
        | InvalidFormatException
        | OpenXML4JRuntimeException
        | UnsupportedFileFormatException
        | SAXException
        | ParserConfigurationException
        | TransformerException e) {
      throw new BadTemplate(name, "tệp hỏng hoặc không phải tệp Word (.docx).", e);
    }
  }

  private static DocumentBuilderFactory parser() throws ParserConfigurationException {
    DocumentBuilderFactory parser = DocumentBuilderFactory.newInstance();
    parser.setNamespaceAware(true);
    parser.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    parser.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return parser;
  }

  private static Transformer writer() throws TransformerException {
    TransformerFactory writers = TransformerFactory.newInstance();
    writers.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    writers.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
    Transformer writer = writers.newTransformer();
    writer.setOutputProperty(OutputKeys.STANDALONE, "yes");
    return writer;
  }
}
