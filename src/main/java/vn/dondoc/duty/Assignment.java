package vn.dondoc.duty;

import java.time.LocalDateTime;

/** A duty about to be assigned: which definition, to whom, by when. */
record Assignment(
    String processDefinitionId, String activityId, String clause, String unit, LocalDateTime due) {}
