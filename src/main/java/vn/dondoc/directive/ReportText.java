package vn.dondoc.directive;

import org.springframework.lang.Nullable;

/**
 * What people write in a report; its numbers come from the duties.
 *
 * @param content I. Tình hình chỉ đạo, triển khai
 * @param obstacles III. Tồn tại, khó khăn, vướng mắc và nguyên nhân
 * @param nextTasks IV. Nhiệm vụ thời gian tới
 * @param proposals V. Đề xuất, kiến nghị
 */
public record ReportText(
    String content,
    @Nullable String obstacles,
    @Nullable String nextTasks,
    @Nullable String proposals) {}
