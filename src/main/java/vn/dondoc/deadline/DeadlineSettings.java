package vn.dondoc.deadline;

import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deadlines are counted.
 *
 * @param closeOfBusiness time of day at which a due date passes
 * @param zone zone of that time, and of "today"
 * @param remindDaysBefore working days before its due date from which an open duty is due soon
 */
@ConfigurationProperties("dondoc.deadline")
public record DeadlineSettings(
    @DefaultValue("17:00") LocalTime closeOfBusiness,
    @DefaultValue("Asia/Ho_Chi_Minh") ZoneId zone,
    @DefaultValue("3") int remindDaysBefore) {}
