package vn.dondoc.security;

import static java.util.Map.entry;

import java.util.Map;

/** The engine's names of operations and of what they are done to, as administrators read them. */
final class OperationWords {

  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          entry("Activate", "Kích hoạt"),
          entry("AddGroupLink", "Thêm đơn vị vào"),
          entry("AddUserLink", "Thêm người vào"),
          entry("Assign", "Giao"),
          entry("Claim", "Tiếp nhận"),
          entry("Complete", "Hoàn thành"),
          entry("CorrelateMessage", "Gửi thông điệp đến"),
          entry("Create", "Tạo"),
          entry("Delegate", "Ủy quyền"),
          entry("Delete", "Xóa"),
          entry("DeleteGroupLink", "Bỏ đơn vị khỏi"),
          entry("DeleteHistory", "Xóa lịch sử của"),
          entry("DeleteUserLink", "Bỏ người khỏi"),
          entry("Execute", "Chạy"),
          entry("Migrate", "Chuyển phiên bản"),
          entry("ModifyProcessInstance", "Sửa bước chạy của"),
          entry("ModifyVariable", "Sửa"),
          entry("RemoveVariable", "Xóa"),
          entry("Resolve", "Giải quyết"),
          entry("RestartProcessInstance", "Chạy lại"),
          entry("SetJobRetries", "Đặt số lần chạy lại của"),
          entry("SetPriority", "Đặt mức ưu tiên của"),
          entry("SetVariable", "Đặt"),
          entry("SetVariables", "Đặt"),
          entry("Suspend", "Tạm dừng"),
          entry("Unlock", "Mở khóa"),
          entry("Update", "Sửa"));

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          entry("Attachment", "tệp đính kèm"),
          entry("Authorization", "quyền"),
          entry("Batch", "việc hàng loạt"),
          entry("Comment", "ý kiến"),
          entry("DecisionDefinition", "bảng quyết định"),
          entry("Deployment", "bản triển khai"),
          entry("Filter", "bộ lọc"),
          entry("Group", "nhóm"),
          entry("Group membership", "thành viên nhóm"),
          entry("IdentityLink", "người liên quan"),
          entry("Incident", "sự cố"),
          entry("Job", "tác vụ hệ thống"),
          entry("JobDefinition", "loại tác vụ hệ thống"),
          entry("ProcessDefinition", "định nghĩa quy trình"),
          entry("ProcessInstance", "quy trình"),
          entry("Property", "thiết lập"),
          entry("Task", "công việc"),
          entry("User", "người dùng"),
          entry("Variable", "biến"));

  private OperationWords() {}

  /** For example {@code Tạo người dùng}. */
  static String of(String operation, String entity) {
    return OPERATIONS.getOrDefault(operation, operation)
        + " "
        + ENTITIES.getOrDefault(entity, entity);
  }
}
