package vn.dondoc.security;

import java.util.Locale;

/** Who knocks: nobody, and one of the demo's users for every role. */
enum Person {
  ANONYMOUS(null),
  COMMUNE("xa-16663"),
  DISTRICT("huyen-412"),
  AGENCY("ubmttq-tinh"),
  LEAD("bhxh-tinh"),
  COMMITTEE("ubnd-tinh"),
  ADMINISTRATOR("quan-tri");

  /** User id; null for nobody. */
  final String user;

  Person(String user) {
    this.user = user;
  }

  /** The column of the table. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
