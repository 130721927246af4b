package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import vn.dondoc.Province;

/**
 * The application beside a provider that issues real tokens, asked over real HTTP as a browser or a
 * machine does.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000",
      "camunda.bpm.job-execution.enabled=false",
      "dondoc.demo.campaign=false",
      "dondoc.organisation.units=classpath:small/units.csv",
      "dondoc.organisation.districts-and-communes=",
      "dondoc.oidc.units.[/phuong/dong-vinh]=xa-16663",
      "dondoc.oidc.administrators=don-doc-quan-tri"
    })
@AutoConfigureMockMvc
@ActiveProfiles({"demo", "oidc"})
@Import(Province.class)
abstract class OidcHarness {

  static final String ISSUER = "province";
  static final String CLIENT = "don-doc";
  static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

  static {
    PROVIDER.start();
  }

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry registry) {
    registry.add("DONDOC_OIDC_ISSUER", () -> PROVIDER.issuerUrl(ISSUER).toString());
    registry.add("DONDOC_OIDC_CLIENT_ID", () -> CLIENT);
    registry.add("DONDOC_OIDC_CLIENT_SECRET", () -> "secret");
  }

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired IdentityService identity;
  @Autowired OidcPeople people;
  @Autowired Province province;
  @Autowired MockMvc mvc;

  @AfterEach
  void clear() {
    province.clear();
    List.of("an.nv", "binh.tv", "chi.lt").forEach(identity::deleteUser);
  }

  List<String> groups(String user) {
    return identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
  }

  /** What the provider says of a person. */
  static Map<String, Object> account(String user, Object units) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("sub", "subject of " + user);
    claims.put("preferred_username", user);
    claims.put("name", "Nguyễn Văn An");
    claims.put("email", user + "@nghean.example");
    claims.put("groups", units);
    return claims;
  }

  static String bearer(String user, String audience, String unit) {
    Map<String, Object> account = account(user, List.of(unit));
    return "Bearer " + PROVIDER.issueToken(ISSUER, CLIENT, callback(account, audience)).serialize();
  }

  static DefaultOAuth2TokenCallback callback(Map<String, Object> account, String audience) {
    return new DefaultOAuth2TokenCallback(
        ISSUER, (String) account.get("sub"), "JWT", List.of(audience), account);
  }

  static String basic(String user) {
    String who = user + ":demo";
    return "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8));
  }

  int engineRest(String authorization) throws Exception {
    return status("/engine-rest/task", authorization);
  }

  int status(String path, String authorization) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", authorization)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** Somebody's browser: keeps cookies and, unless told otherwise, goes where it is sent. */
  class Browser {

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient going =
        HttpClient.newBuilder().cookieHandler(cookies).followRedirects(Redirect.NORMAL).build();
    private final HttpClient staying = HttpClient.newBuilder().cookieHandler(cookies).build();

    /** Presses the button of the sign-in page; the provider takes them for the holder of this. */
    HttpResponse<String> signIn(Map<String, Object> account) throws Exception {
      PROVIDER.enqueueCallback(callback(account, CLIENT));
      return get("/oauth2/authorization/province");
    }

    HttpResponse<String> get(String path) throws Exception {
      return going.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> getOnly(String path) throws Exception {
      return staying.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> postOnly(String path, Map<String, String> fields) throws Exception {
      List<String> body = new ArrayList<>();
      fields.forEach(
          (name, value) -> body.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
      HttpRequest request =
          request(path)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(String.join("&", body)))
              .build();
      return staying.send(request, BodyHandlers.ofString());
    }

    /** The token that pages give to their forms. */
    String csrf() throws Exception {
      Matcher field =
          Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(get("/login").body());
      assertThat(field.find()).isTrue();
      return field.group(1);
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
  }
}
