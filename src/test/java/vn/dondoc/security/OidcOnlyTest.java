package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.unauthenticated;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Only the province's accounts open the door. */
@TestPropertySource(properties = "dondoc.sign-in.local-passwords=false")
class OidcOnlyTest extends OidcHarness {

  @Test
  void showsNoFieldsForNameAndPassword() throws Exception {
    assertThat(new Browser().get("/login").body())
        .contains("Đăng nhập bằng tài khoản của tỉnh")
        .contains("href=\"/oauth2/authorization/province\"")
        .doesNotContain("<input", "<form");
  }

  @Test
  void signsNobodyInWithAPassword() throws Exception {
    mvc.perform(formLogin().user("quan-tri").password("demo")).andExpect(unauthenticated());
  }

  @Test
  void refusesNameAndPasswordFromMachines() throws Exception {
    assertThat(engineRest(basic("quan-tri"))).isEqualTo(401);
    assertThat(status("/actuator/health", basic("quan-tri"))).isEqualTo(401);
  }

  @Test
  void stillSignsInWithTheProvincesAccounts() throws Exception {
    Browser browser = new Browser();
    browser.signIn(account("an.nv", "xa-16663"));
    assertThat(browser.get("/api/units").statusCode()).isEqualTo(200);
    assertThat(engineRest(bearer("chi.lt", CLIENT, "xa-16663"))).isEqualTo(200);
  }
}
