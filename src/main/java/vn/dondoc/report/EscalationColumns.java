package vn.dondoc.report;

import java.util.List;
import java.util.function.Function;

/**
 * The columns of the files: those of an office's list of overdue duties, and who did what about it.
 */
final class EscalationColumns {

  /**
   * @param width in characters
   * @param value a text, an Integer, a LocalDate or a LocalDateTime, or null
   */
  record Column(String title, int width, Function<EscalationRow, Object> value) {}

  static final List<Column> ALL =
      List.of(
          new Column("Mã", 7, EscalationRow::clause),
          new Column("Nội dung", 40, EscalationRow::name),
          new Column("Cơ quan chủ trì", 30, EscalationRow::unitName),
          new Column("Cơ quan, huyện", 28, EscalationRow::agencyName),
          new Column("Phối hợp", 24, EscalationRow::coordinators),
          new Column("Hạn ban đầu", 12, row -> EscalationRow.day(row.originalDue())),
          new Column("Hạn đã quá", 12, row -> EscalationRow.day(row.due())),
          new Column("Hạn gia hạn", 12, row -> EscalationRow.day(row.extendedDue())),
          new Column("Ngày hoàn thành", 12, row -> EscalationRow.day(row.completedAt())),
          new Column("Số ngày làm việc quá hạn", 10, EscalationRow::daysLate),
          new Column("Nguyên nhân", 36, EscalationRow::cause),
          new Column("Báo cáo cấp trên lúc", 17, EscalationRow::superiorToldAt),
          new Column("Quá hạn khi báo cáo cấp trên", 10, EscalationRow::lateAtSuperior),
          new Column("Cấp trên đôn đốc lúc", 17, EscalationRow::superiorUrgedAt),
          new Column("Báo cáo UBND tỉnh lúc", 17, EscalationRow::committeeToldAt),
          new Column("Quá hạn khi báo cáo UBND tỉnh", 10, EscalationRow::lateAtCommittee),
          new Column("Quyết định", 24, EscalationRow::decision),
          new Column("Quyết định lúc", 17, EscalationRow::decidedAt),
          new Column("Quá hạn khi quyết định", 10, EscalationRow::lateAtDecision),
          new Column("Người quyết định", 24, EscalationRow::decidedBy),
          new Column("Ý kiến", 30, EscalationRow::remark),
          new Column("Bước xử lý", 24, EscalationRow::stageText),
          new Column("Ghi chú", 26, EscalationRow::standing));

  private EscalationColumns() {}
}
