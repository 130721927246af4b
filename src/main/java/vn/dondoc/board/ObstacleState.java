package vn.dondoc.board;

/** How far an obstacle has come; the names are those in the table {@code difficulty}. */
enum ObstacleState {
  RAISED("Chờ cơ quan chủ trì giải quyết"),
  WITH_COMMITTEE("Chờ UBND tỉnh chỉ đạo"),
  RESOLVED("Cơ quan chủ trì đã giải quyết"),
  DIRECTED("UBND tỉnh đã chỉ đạo");

  /**
   * The state of the obstacle {@code k} at the moment {@code now}, in SQL: an answer given later
   * had not been given.
   */
  static final String AT =
      """
      case when k.direction_at <= :now then 'DIRECTED'
        when k.opinion_at <= :now and k.state = 'RESOLVED' then 'RESOLVED'
        when k.opinion_at <= :now then 'WITH_COMMITTEE'
        else 'RAISED' end
      """;

  private final String text;

  ObstacleState(String text) {
    this.text = text;
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
