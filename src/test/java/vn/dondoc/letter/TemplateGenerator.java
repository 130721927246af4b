package vn.dondoc.letter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Made the first Word templates, by the rules of Decree 30/2020/NĐ-CP: {@code java
 * TemplateGenerator.java FOLDER}. They are edited in Word from then on; this shows what they began
 * as.
 */
final class TemplateGenerator {

  // Lengths are in twentieths of a point: 56.7 a millimetre.
  private static final int PORTRAIT = 9354;
  private static final int LANDSCAPE = 14854;

  private static final String NAMESPACES =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
          + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

  private enum Align {
    LEFT("left"),
    CENTER("center"),
    BOTH("both");

    final String value;

    Align(String value) {
      this.value = value;
    }
  }

  private final StringBuilder body = new StringBuilder();

  private TemplateGenerator() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    report(
            "Kết quả thực hiện nhiệm vụ tuần đến ngày {{until}} theo Văn bản số {{documentNumber}}",
            "báo cáo kết quả thực hiện đến ngày {{until}} như sau:")
        .save(folder.resolve("weekly-report.docx"));
    report(
            "Kết quả {{directiveTitle}}",
            "báo cáo kết quả thực hiện từ ngày {{periodStart}} đến ngày {{periodEnd}}, số liệu đến"
                + " ngày {{until}}, như sau:")
        .save(folder.resolve("final-report.docx"));
    letter(
            "V/v đôn đốc thực hiện nhiệm vụ quá hạn theo Văn bản số {{documentNumber}}",
            "Thực hiện Văn bản số {{documentNumber}} ngày {{documentDate}} của {{issuerName}} về"
                + " {{directiveTitle}}; qua theo dõi đến ngày {{until}}, còn {{count}} nhiệm vụ quá hạn"
                + " chưa hoàn thành (danh mục tại Phụ lục kèm theo).",
            "{{issuerName}} yêu cầu {{addressee}} tập trung chỉ đạo, hoàn thành các nhiệm vụ nêu trên"
                + " và báo cáo kết quả trước {{answerTime}} ngày {{answerDay}}; làm rõ nguyên nhân,"
                + " trách nhiệm của tập thể, cá nhân để nhiệm vụ quá hạn.",
            "Giao {{leadName}} theo dõi, đôn đốc, tổng hợp kết quả, báo cáo {{issuerName}}./.",
            "DANH MỤC NHIỆM VỤ QUÁ HẠN")
        .save(folder.resolve("urging-letter.docx"));
    letter(
            "V/v đề nghị quan tâm phối hợp thực hiện nội dung tại Văn bản số {{documentNumber}}",
            "{{issuerName}} trân trọng cảm ơn sự phối hợp của Quý cơ quan trong việc thực hiện Văn bản"
                + " số {{documentNumber}} ngày {{documentDate}} về {{directiveTitle}}. Đến ngày"
                + " {{until}}, {{issuerName}} chưa nhận được thông tin về {{count}} nội dung đã đề nghị"
                + " phối hợp (danh mục tại Phụ lục kèm theo).",
            "{{issuerName}} trân trọng đề nghị {{addressee}} quan tâm, phối hợp thực hiện và thông tin"
                + " kết quả trước {{answerTime}} ngày {{answerDay}}; trường hợp có khó khăn, vướng mắc,"
                + " đề nghị trao đổi để {{issuerName}} cùng phối hợp tháo gỡ.",
            "{{issuerName}} trân trọng cảm ơn sự phối hợp của Quý cơ quan./.",
            "DANH MỤC NỘI DUNG ĐỀ NGHỊ PHỐI HỢP")
        .save(folder.resolve("courteous-letter.docx"));
    var assignment = new TemplateGenerator();
    assignment.annexHead(
        "Phụ lục",
        "PHÂN CÔNG NHIỆM VỤ",
        "(Kèm theo Văn bản số {{documentNumber}} ngày {{documentDate}} của {{issuerName}})");
    assignment.table(
        LANDSCAPE,
        24,
        List.of(
            "STT",
            "Nội dung nhiệm vụ",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian hoàn thành",
            "Sản phẩm"),
        List.of(
            "duty.stt",
            "duty.name",
            "duty.unit",
            "duty.coordinators",
            "duty.due",
            "duty.deliverable"),
        List.of(700, 4554, 2800, 2600, 1600, 2600),
        "CLLLCL",
        null);
    assignment.section(true, false);
    assignment.save(folder.resolve("assignment-annex.docx"));
    var overdue = new TemplateGenerator();
    overdue.annexHead(
        "Phụ lục I",
        "DANH MỤC NHIỆM VỤ QUÁ HẠN",
        "(Văn bản số {{documentNumber}} ngày {{documentDate}}; số liệu đến ngày {{until}})");
    overdue.paragraph("{{filter}}", Align.CENTER, 26, "i", "");
    overdue.overdueTable();
    overdue.section(true, false);
    overdue.save(folder.resolve("overdue-list.docx"));
  }

  private static TemplateGenerator report(String subject, String as) {
    var report = new TemplateGenerator();
    report.head("Số:        /BC-{{sign}}", null);
    report.paragraph("", Align.CENTER, 16, "", "");
    report.paragraph(
        "BÁO CÁO", Align.CENTER, 28, "b", "<w:spacing w:before=\"120\" w:after=\"0\"/>");
    report.paragraph(subject, Align.CENTER, 28, "b", "<w:spacing w:after=\"0\"/>");
    report.rule(3300);
    report.paragraph(
        "Kính gửi: {{committeeName}}",
        Align.CENTER,
        28,
        "",
        "<w:spacing w:before=\"120\" w:after=\"120\"/>");
    report.text(
        "Thực hiện Văn bản số {{documentNumber}} ngày {{documentDate}} của {{committeeName}} về"
            + " {{directiveTitle}}, {{issuerName}} "
            + as);
    report.heading("I. TÌNH HÌNH CHỈ ĐẠO, TRIỂN KHAI");
    report.text("{{content}}");
    report.heading("II. KẾT QUẢ THỰC HIỆN");
    report.text(
        "Tổng số nhiệm vụ được giao là {{total}}, trong đó: hoàn thành đúng hạn {{doneOnTime}}, hoàn"
            + " thành quá hạn {{doneLate}}, đang thực hiện trong hạn {{inTime}}, quá hạn {{overdue}},"
            + " được phép không thực hiện {{waived}}. Tỷ lệ hoàn thành đạt {{doneRate}}.");
    report.text(
        "1. Kết quả theo cơ quan, địa phương (UBND cấp huyện gồm cả các xã, phường, thị trấn):");
    report.table(
        PORTRAIT,
        24,
        List.of(
            "STT",
            "Cơ quan, địa phương",
            "Tổng số",
            "Hoàn thành đúng hạn",
            "Hoàn thành quá hạn",
            "Đang thực hiện, trong hạn",
            "Quá hạn",
            "Không thực hiện"),
        List.of(
            "agency.stt",
            "agency.name",
            "agency.total",
            "agency.doneOnTime",
            "agency.doneLate",
            "agency.inTime",
            "agency.overdue",
            "agency.waived"),
        List.of(620, 3154, 850, 980, 980, 1030, 800, 940),
        "CLCCCCCC",
        List.of(
            "",
            "Tổng số",
            "{{total}}",
            "{{doneOnTime}}",
            "{{doneLate}}",
            "{{inTime}}",
            "{{overdue}}",
            "{{waived}}"));
    report.paragraph("", Align.LEFT, 12, "", "<w:spacing w:after=\"0\"/>");
    report.text("2. Số liệu so với chỉ tiêu:");
    report.table(
        PORTRAIT,
        24,
        List.of("Số liệu", "Chỉ tiêu", "Thực hiện", "Tỷ lệ"),
        List.of("figure.name", "figure.target", "figure.achieved", "figure.rate"),
        List.of(4554, 1600, 1600, 1600),
        "LCCC",
        null);
    report.paragraph("", Align.LEFT, 12, "", "<w:spacing w:after=\"0\"/>");
    report.text(
        "Danh mục nhiệm vụ quá hạn tại Phụ lục I, số liệu theo địa phương tại Phụ lục II kèm theo.");
    report.heading("III. TỒN TẠI, KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN");
    report.text("{{obstacles}}");
    report.heading("IV. NHIỆM VỤ THỜI GIAN TỚI");
    report.text("{{nextTasks}}");
    report.heading("V. ĐỀ XUẤT, KIẾN NGHỊ");
    report.text("{{proposals}}");
    report.text("{{issuerName}} kính báo cáo {{committeeName}}./.");
    report.signature(
        List.of("- Như trên;", "- Lãnh đạo cơ quan;", "- Lưu: VT."), List.of("GIÁM ĐỐC"));
    report.section(false, true);
    report.annexHead(
        "Phụ lục I",
        "DANH MỤC NHIỆM VỤ QUÁ HẠN",
        "(Kèm theo Báo cáo số       /BC-{{sign}} ngày {{day}} tháng {{month}} năm {{year}} của"
            + " {{issuerName}})");
    report.overdueTable();
    report.section(true, true);
    report.annexHead(
        "Phụ lục II",
        "SỐ LIỆU THEO ĐỊA PHƯƠNG",
        "(Kèm theo Báo cáo số       /BC-{{sign}} ngày {{day}} tháng {{month}} năm {{year}} của"
            + " {{issuerName}})");
    report.table(
        PORTRAIT,
        24,
        List.of(
            "STT",
            "Địa phương (gồm các xã)",
            "Tổng số",
            "Hoàn thành đúng hạn",
            "Hoàn thành quá hạn",
            "Trong hạn",
            "Quá hạn",
            "Không thực hiện",
            "Tỷ lệ hoàn thành"),
        List.of(
            "district.stt",
            "district.name",
            "district.total",
            "district.doneOnTime",
            "district.doneLate",
            "district.inTime",
            "district.overdue",
            "district.waived",
            "district.doneRate"),
        List.of(600, 2554, 800, 950, 950, 850, 800, 900, 950),
        "CLCCCCCCC",
        null);
    report.paragraph("", Align.LEFT, 12, "", "");
    report.table(
        PORTRAIT,
        24,
        List.of("STT", "Địa phương", "Số liệu", "Chỉ tiêu", "Thực hiện", "Tỷ lệ"),
        List.of(
            "districtFigure.stt",
            "districtFigure.name",
            "districtFigure.figure",
            "districtFigure.target",
            "districtFigure.achieved",
            "districtFigure.rate"),
        List.of(600, 2754, 2800, 1050, 1100, 1050),
        "CLLCCC",
        null);
    report.section(false, false);
    return report;
  }

  private static TemplateGenerator letter(
      String subject, String reason, String demand, String end, String annex) {
    var letter = new TemplateGenerator();
    letter.head("Số:        /{{sign}}", subject);
    letter.paragraph(
        "Kính gửi: {{addressee}}",
        Align.CENTER,
        28,
        "",
        "<w:spacing w:before=\"360\" w:after=\"240\"/>");
    letter.text(reason);
    letter.text("{{remark}}");
    letter.text(demand);
    letter.text(end);
    letter.signature(
        List.of("- Như trên;", "- {{leadName}};", "- Chủ tịch, các PCT UBND tỉnh;", "- Lưu: VT."),
        List.of("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"));
    letter.section(false, true);
    letter.annexHead(
        "Phụ lục",
        annex,
        "(Kèm theo Công văn số       /{{sign}} ngày {{day}} tháng {{month}} năm {{year}} của"
            + " {{issuerName}})");
    letter.table(
        PORTRAIT,
        24,
        List.of("STT", "Mã", "Nội dung", "Đơn vị thực hiện", "Hạn hoàn thành", "Số ngày quá hạn"),
        List.of("duty.stt", "duty.clause", "duty.name", "duty.unit", "duty.due", "duty.daysLate"),
        List.of(600, 800, 3554, 2300, 1250, 850),
        "CCLLCC",
        null);
    letter.section(false, false);
    return letter;
  }

  private void overdueTable() {
    table(
        LANDSCAPE,
        20,
        List.of(
            "STT",
            "Mã",
            "Nội dung",
            "Cơ quan chủ trì",
            "Phối hợp",
            "Hạn ban đầu",
            "Hạn gia hạn",
            "Ngày hoàn thành",
            "Số ngày quá hạn",
            "Nguyên nhân",
            "Đôn đốc",
            "Ghi chú"),
        List.of(
            "overdue.stt",
            "overdue.clause",
            "overdue.name",
            "overdue.unit",
            "overdue.coordinators",
            "overdue.originalDue",
            "overdue.extendedDue",
            "overdue.completed",
            "overdue.daysLate",
            "overdue.cause",
            "overdue.urging",
            "overdue.note"),
        List.of(600, 650, 2200, 1900, 1250, 1120, 1120, 1120, 750, 1350, 1694, 1100),
        "CCLLLCCCCLLL",
        null);
  }

  /** Issuing body, number and, of a letter, its subject; quốc hiệu, tiêu ngữ, place and date. */
  private void head(String number, String subject) {
    body.append("<w:tbl>").append(tableProperties(PORTRAIT, false)).append("<w:tblGrid>");
    body.append("<w:gridCol w:w=\"3754\"/><w:gridCol w:w=\"5600\"/></w:tblGrid><w:tr>");
    body.append(
        cell(
            3754,
            markup("{{superior}}", Align.CENTER, 26, "", "<w:spacing w:after=\"0\"/>")
                + markup("{{issuer}}", Align.CENTER, 26, "b", "<w:spacing w:after=\"0\"/>")
                + ruleMarkup(1150)));
    body.append(
        cell(
            5600,
            markup(
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                    Align.CENTER,
                    25,
                    "b",
                    "<w:spacing w:after=\"0\"/>")
                + markup(
                    "Độc lập - Tự do - Hạnh phúc",
                    Align.CENTER,
                    27,
                    "b",
                    "<w:spacing w:after=\"0\"/>")
                + ruleMarkup(1060)));
    body.append("</w:tr><w:tr>");
    body.append(
        cell(
            3754,
            markup(number, Align.CENTER, 26, "", "<w:spacing w:before=\"60\" w:after=\"0\"/>")
                + (subject == null
                    ? ""
                    : markup(
                        subject,
                        Align.CENTER,
                        24,
                        "",
                        "<w:spacing w:before=\"60\" w:after=\"0\"/>"))));
    body.append(
        cell(
            5600,
            markup(
                "{{place}}, ngày {{day}} tháng {{month}} năm {{year}}",
                Align.CENTER,
                27,
                "i",
                "<w:spacing w:before=\"60\" w:after=\"0\"/>")));
    body.append("</w:tr></w:tbl>");
  }

  private void annexHead(String number, String title, String of) {
    paragraph(number, Align.CENTER, 28, "b", "<w:spacing w:after=\"0\"/>");
    paragraph(title, Align.CENTER, 28, "b", "<w:spacing w:after=\"0\"/>");
    paragraph(of, Align.CENTER, 28, "i", "<w:spacing w:after=\"160\"/>");
  }

  private void signature(List<String> recipients, List<String> authority) {
    body.append("<w:tbl>").append(tableProperties(PORTRAIT, false)).append("<w:tblGrid>");
    body.append(
        "<w:gridCol w:w=\"4454\"/><w:gridCol w:w=\"4900\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>");
    body.append(
        cell(
            4454,
            markup("Nơi nhận:", Align.LEFT, 24, "bi", "<w:spacing w:before=\"120\" w:after=\"0\"/>")
                + recipients.stream()
                    .map(each -> markup(each, Align.LEFT, 22, "", "<w:spacing w:after=\"0\"/>"))
                    .collect(Collectors.joining())));
    body.append(
        cell(
            4900,
            IntStream.range(0, authority.size())
                    .mapToObj(
                        n ->
                            markup(
                                authority.get(n),
                                Align.CENTER,
                                28,
                                "b",
                                n == 0
                                    ? "<w:spacing w:before=\"120\" w:after=\"0\"/>"
                                    : "<w:spacing w:after=\"0\"/>"))
                    .collect(Collectors.joining())
                + markup("", Align.CENTER, 28, "", "").repeat(3)));
    body.append("</w:tr></w:tbl>");
  }

  private void heading(String text) {
    paragraph(
        text,
        Align.BOTH,
        28,
        "b",
        "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"720\"/>");
  }

  private void text(String text) {
    paragraph(
        text,
        Align.BOTH,
        28,
        "",
        "<w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"720\"/>");
  }

  private void rule(int indent) {
    body.append(ruleMarkup(indent));
  }

  private static String ruleMarkup(int indent) {
    return "<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/></w:pBdr>"
        + "<w:spacing w:before=\"40\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/><w:ind w:left=\"%1$d\" w:right=\"%1$d\"/><w:rPr><w:sz w:val=\"4\"/></w:rPr></w:pPr></w:p>"
            .formatted(indent);
  }

  private void paragraph(String text, Align align, int halfPoints, String look, String more) {
    body.append(markup(text, align, halfPoints, look, more));
  }

  /** The order of the properties is the schema's: keepNext, spacing, indentation, alignment. */
  private static String markup(String text, Align align, int halfPoints, String look, String more) {
    String run =
        "<w:rPr>%s%s<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr>"
            .formatted(
                look.contains("b") ? "<w:b/>" : "",
                look.contains("i") ? "<w:i/>" : "",
                halfPoints,
                halfPoints);
    return "<w:p><w:pPr>"
        + more
        + "<w:jc w:val=\""
        + align.value
        + "\"/>"
        + run
        + "</w:pPr>"
        + (text.isEmpty()
            ? ""
            : "<w:r>" + run + "<w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r>")
        + "</w:p>";
  }

  /** A table with a heading that is repeated on every page, one row per item, and a last row. */
  private void table(
      int width,
      int halfPoints,
      List<String> titles,
      List<String> placeholders,
      List<Integer> widths,
      String aligns,
      List<String> last) {
    if (widths.stream().mapToInt(Integer::intValue).sum() != width) {
      throw new IllegalArgumentException(
          titles + ": " + widths.stream().mapToInt(Integer::intValue).sum());
    }
    body.append("<w:tbl>").append(tableProperties(width, true)).append("<w:tblGrid>");
    widths.forEach(each -> body.append("<w:gridCol w:w=\"").append(each).append("\"/>"));
    body.append("</w:tblGrid>");
    row(
        halfPoints,
        titles,
        widths,
        "C".repeat(titles.size()),
        "b",
        "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    row(
        halfPoints,
        placeholders.stream().map(each -> "{{" + each + "}}").toList(),
        widths,
        aligns,
        "",
        "<w:trPr><w:cantSplit/></w:trPr>");
    if (last != null) {
      row(halfPoints, last, widths, aligns, "b", "<w:trPr><w:cantSplit/></w:trPr>");
    }
    body.append("</w:tbl>");
  }

  private void row(
      int halfPoints,
      List<String> texts,
      List<Integer> widths,
      String aligns,
      String look,
      String properties) {
    body.append("<w:tr>").append(properties);
    for (int column = 0; column < texts.size(); column++) {
      body.append(
          cell(
              widths.get(column),
              markup(
                  texts.get(column),
                  aligns.charAt(column) == 'C' ? Align.CENTER : Align.LEFT,
                  halfPoints,
                  look,
                  "<w:spacing w:before=\"20\" w:after=\"20\"/>")));
    }
    body.append("</w:tr>");
  }

  private static String cell(int width, String content) {
    return "<w:tc><w:tcPr><w:tcW w:w=\""
        + width
        + "\" w:type=\"dxa\"/></w:tcPr>"
        + content
        + "</w:tc>";
  }

  private static String tableProperties(int width, boolean lines) {
    String borders =
        Arrays.stream("top left bottom right insideH insideV".split(" "))
            .map(
                side ->
                    "<w:"
                        + side
                        + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>")
            .collect(Collectors.joining("", "<w:tblBorders>", "</w:tblBorders>"));
    return "<w:tblPr><w:tblW w:w=\""
        + width
        + "\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
        + (lines ? borders : "")
        + "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>";
  }

  /** Ends a section: its pages are numbered on their own, and the first bears no number. */
  private void section(boolean landscape, boolean goesOn) {
    String properties =
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId10\"/><w:type w:val=\"nextPage\"/>"
            + (landscape
                ? "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"510\" w:footer=\"510\" w:gutter=\"0\"/>"
                : "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"510\" w:footer=\"510\" w:gutter=\"0\"/>")
            + "<w:pgNumType w:start=\"1\"/><w:titlePg/></w:sectPr>";
    body.append(
        goesOn
            ? "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>"
                + properties
                + "</w:pPr></w:p>"
            : "<w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>"
                + properties);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void save(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      part(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
              + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
              + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
              + override("document.main", "document")
              + override("styles", "styles")
              + override("settings", "settings")
              + override("header", "header1")
              + "</Types>");
      part(
          zip,
          "_rels/.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + relationship("rId1", "officeDocument", "word/document.xml")
              + "</Relationships>");
      part(
          zip,
          "word/_rels/document.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + relationship("rId8", "styles", "styles.xml")
              + relationship("rId9", "settings", "settings.xml")
              + relationship("rId10", "header", "header1.xml")
              + "</Relationships>");
      part(
          zip,
          "word/document.xml",
          "<w:document " + NAMESPACES + "><w:body>" + body + "</w:body></w:document>");
      part(
          zip,
          "word/styles.xml",
          "<w:styles "
              + NAMESPACES
              + "><w:docDefaults><w:rPrDefault><w:rPr>"
              + "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
              + "<w:color w:val=\"000000\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/><w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault>"
              + "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\"/></w:pPr></w:pPrDefault></w:docDefaults>"
              + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style></w:styles>");
      part(
          zip,
          "word/settings.xml",
          "<w:settings "
              + NAMESPACES
              + "><w:zoom w:percent=\"100\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>");
      part(
          zip,
          "word/header1.xml",
          "<w:hdr "
              + NAMESPACES
              + "><w:p><w:pPr><w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr>"
              + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>");
    }
  }

  private static String override(String type, String name) {
    return "<Override PartName=\"/word/%s.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml\"/>"
        .formatted(name, type);
  }

  private static String relationship(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\" Target=\"%s\"/>"
        .formatted(id, type, target);
  }

  /** The same time in every file: equal templates then are equal files. */
  private static void part(ZipOutputStream zip, String name, String content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setLastModifiedTime(FileTime.fromMillis(1_704_067_200_000L));
    zip.putNextEntry(entry);
    zip.write(
        ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + content)
            .getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
