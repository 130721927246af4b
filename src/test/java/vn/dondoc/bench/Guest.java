package vn.dondoc.bench;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who is signed in and opens pages. */
final class Guest {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final HttpClient http;
  private final String server;

  private Guest(HttpClient http, String server) {
    this.http = http;
    this.server = server;
  }

  static Guest signedIn(int port, String user) throws Exception {
    HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    Guest guest = new Guest(http, "http://127.0.0.1:" + port);
    Matcher token = TOKEN.matcher(guest.send(guest.request("/login").build()).body());
    if (!token.find()) {
      throw new IllegalStateException("no form to sign in");
    }
    guest.send(
        guest
            .request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "username=" + user + "&password=demo&_csrf=" + token.group(1)))
            .build());
    return guest;
  }

  /** How long the page took, in milliseconds. */
  double open(String path) throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> answer = send(request(path).build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode());
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
