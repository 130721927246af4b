package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A provider that does not answer, as on the morning after a power cut. */
@TestPropertySource(
    properties =
        "spring.security.oauth2.client.provider.province.issuer-uri=http://localhost:1/province")
class OidcProviderAwayTest extends OidcHarness {

  @Test
  void startsAllTheSameAndSaysSoOnTheSignInPage() throws Exception {
    HttpResponse<String> page = new Browser().get("/oauth2/authorization/province");

    assertThat(page.uri().getPath()).isEqualTo("/login");
    assertThat(page.body()).contains("Không đăng nhập được bằng tài khoản của tỉnh.");
    mvc.perform(formLogin().user("xa-16663").password("demo")).andExpect(authenticated());
  }
}
