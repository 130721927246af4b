package vn.dondoc.organisation;

/** What a unit is. */
public enum Kind {
  /** The provincial People's Committee, the one unit without a superior. */
  PROVINCE,
  /** A department or other body at provincial level. */
  AGENCY,
  /** The People's Committee of a district, town or city below the province. */
  DISTRICT,
  /** The People's Committee of a commune, ward or township. */
  COMMUNE
}
