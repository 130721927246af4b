package vn.dondoc.letter;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The kinds of documents, each with the file of its template and what the template may say: single
 * texts, and lists whose table row is repeated ({@code {{agency.name}}}).
 */
enum Letter {
  WEEKLY_REPORT("weekly-report.docx", Names.REPORT, Names.LISTS_OF_REPORT),
  FINAL_REPORT("final-report.docx", Names.REPORT, Names.LISTS_OF_REPORT),
  URGING_LETTER("urging-letter.docx", Names.LETTER, Names.LISTS_OF_LETTER),
  /** To those who are asked, not told: section 7 of the letter of May 2024. */
  COURTEOUS_LETTER("courteous-letter.docx", Names.LETTER, Names.LISTS_OF_LETTER),
  ASSIGNMENT_ANNEX(
      "assignment-annex.docx",
      Names.CAMPAIGN,
      Map.of(
          "duty", Set.of("stt", "clause", "name", "unit", "coordinators", "due", "deliverable"))),
  OVERDUE_LIST(
      "overdue-list.docx", Names.with(Names.CAMPAIGN, "filter"), Map.of("overdue", Names.OVERDUE));

  private final String file;
  private final Set<String> texts;
  private final Map<String, Set<String>> lists;

  Letter(String file, Set<String> texts, Map<String, Set<String>> lists) {
    this.file = file;
    this.texts = texts;
    this.lists = lists;
  }

  String file() {
    return file;
  }

  /** Names of single texts. */
  Set<String> texts() {
    return texts;
  }

  /** Names of lists, each with the names of what an item says. */
  Map<String, Set<String>> lists() {
    return lists;
  }

  boolean knows(String placeholder) {
    int dot = placeholder.indexOf('.');
    return dot < 0
        ? texts.contains(placeholder)
        : lists
            .getOrDefault(placeholder.substring(0, dot), Set.of())
            .contains(placeholder.substring(dot + 1));
  }

  private static final class Names {

    static final Set<String> CAMPAIGN =
        Set.of(
            "documentNumber",
            "documentDate",
            "directiveTitle",
            "periodStart",
            "periodEnd",
            "until",
            "place",
            "day",
            "month",
            "year",
            "issuer",
            "issuerName",
            "superior",
            "sign",
            "leadName",
            "committeeName");

    private static final String[] COUNTS = {
      "total", "doneOnTime", "doneLate", "inTime", "overdue", "waived", "doneRate"
    };

    static final Set<String> REPORT =
        with(with(CAMPAIGN, COUNTS), "content", "obstacles", "nextTasks", "proposals");

    static final Set<String> LETTER =
        with(CAMPAIGN, "addressee", "count", "answerDay", "answerTime", "remark");

    static final Set<String> OVERDUE =
        Set.of(
            "stt",
            "clause",
            "name",
            "unit",
            "coordinators",
            "originalDue",
            "missedDue",
            "extendedDue",
            "completed",
            "daysLate",
            "cause",
            "urging",
            "note");

    static final Map<String, Set<String>> LISTS_OF_REPORT =
        Map.of(
            "agency", with(Set.of(COUNTS), "stt", "name"),
            "district", with(Set.of(COUNTS), "stt", "name"),
            "figure", Set.of("name", "target", "achieved", "rate"),
            "districtFigure", Set.of("stt", "name", "figure", "target", "achieved", "rate"),
            "overdue", OVERDUE);

    static final Map<String, Set<String>> LISTS_OF_LETTER =
        Map.of("duty", Set.of("stt", "clause", "name", "unit", "due", "daysLate"));

    static Set<String> with(Set<String> names, String... more) {
      Set<String> all = new TreeSet<>(names);
      all.addAll(Set.of(more));
      return Set.copyOf(all);
    }
  }
}
