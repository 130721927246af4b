package vn.dondoc.organisation;

/** What a unit is. */
public enum Kind {
  /** The provincial People's Committee, the one unit without a superior. */
  PROVINCE("UBND tỉnh"),
  /** A department or other body at provincial level. */
  AGENCY("Cơ quan cấp tỉnh"),
  /** The People's Committee of a district, town or city below the province. */
  DISTRICT("UBND cấp huyện"),
  /** The People's Committee of a commune, ward or township. */
  COMMUNE("UBND cấp xã");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
