package vn.dondoc.board;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /api/openapi} says at its head. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Đôn Đốc")
                .version("1")
                .description(
                    "Bảng điều hành, nhiệm vụ, hồ sơ quá hạn. Mỗi người chỉ nhận được những gì đơn vị"
                        + " mình được xem. Yêu cầu bị từ chối trả lời theo RFC 9457."));
  }
}
