package vn.dondoc.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.servlet.FlashMap;

class SessionContentTest {

  private final SessionContent content = new SessionContent();

  @Test
  void givesBackWhoIsSignedIn() {
    var person =
        UsernamePasswordAuthenticationToken.authenticated(
            "xa-16663", null, List.of(new SimpleGrantedAuthority("xa-16663")));
    var context = new SecurityContextImpl(person);
    assertThat(readBack(context)).isEqualTo(context);
  }

  @Test
  void readsWhatTheNextPageIsToTell() {
    FlashMap next = new FlashMap();
    next.put("notice", "đã nhập 1 dòng mới");
    next.addTargetRequestParam("code", "so-moi");
    next.setTargetRequestPath("/units");
    assertThat(readBack(new CopyOnWriteArrayList<>(List.of(next)))).isEqualTo(List.of(next));
  }

  @Test
  void makesNoObjectsThatDoNotBelongIntoASession() {
    assertThat(readBack(new File("/etc/passwd"))).isNull();
    assertThat(readBack(List.of(new File("/etc/passwd")).toArray())).isNull();
  }

  @Test
  void takesWhatCannotBeReadForNothing() {
    assertThat(content.convert(new byte[] {1, 2, 3})).isNull();
    byte[] half = new SerializingConverter().convert("một nửa");
    assertThat(content.convert(Arrays.copyOf(half, half.length - 2))).isNull();
  }

  private Object readBack(Object object) {
    return content.convert(new SerializingConverter().convert(object));
  }
}
