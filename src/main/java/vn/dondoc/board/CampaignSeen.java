package vn.dondoc.board;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.springframework.lang.Nullable;

/**
 * A campaign that the person has to do with.
 *
 * @param leadUnit code of the lead agency
 * @param committee code of the committee that issued it
 * @param closedAt when its final report was approved, null while it goes on; local
 */
record CampaignSeen(
    String id,
    String documentNumber,
    String title,
    LocalDate issuedOn,
    LocalDate periodEnd,
    String leadUnit,
    String committee,
    @Nullable LocalDateTime closedAt) {}
