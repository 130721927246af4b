package vn.dondoc.directive;

/**
 * The lead agency has sent a report. Published inside the transaction in which it was sent.
 *
 * @param kind WEEKLY or FINAL
 * @param actor user id of who sent it
 */
public record ReportSubmitted(
    String campaignId, long reportId, String kind, ReportText text, String actor) {}
