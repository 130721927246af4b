package vn.dondoc.directive;

import java.time.LocalDateTime;

/**
 * The lead agency has to write the final report of a campaign, or to write it anew. Published
 * inside the transaction in which it finds the task.
 *
 * @param lead code of the lead agency
 * @param due by when, a local time
 * @param again whether the committee has sent the former one back
 */
public record FinalReportDue(
    String campaignId, String documentNumber, String lead, LocalDateTime due, boolean again) {}
