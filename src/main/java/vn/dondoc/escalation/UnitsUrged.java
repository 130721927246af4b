package vn.dondoc.escalation;

import java.time.LocalDateTime;
import java.util.Set;
import org.springframework.lang.Nullable;

/**
 * The committee urges the units of a case by letter. Published inside the transaction in which its
 * decision takes effect.
 *
 * @param dutyIds what they are urged to do
 * @param answerDue when they have to answer, a local time
 * @param remark what the committee wrote, each remark once
 * @param decidedBy user id of who decided
 */
public record UnitsUrged(
    String campaignId,
    long caseId,
    Set<Long> dutyIds,
    LocalDateTime answerDue,
    @Nullable String remark,
    @Nullable String decidedBy) {}
