package vn.dondoc.security;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the province's accounts become users and units here.
 *
 * @param userClaim claim that holds the user id
 * @param unitClaim claim that holds the units, a list or a single value
 * @param units unit codes by value of that claim; a value that is a unit's code needs none
 * @param administrators value of that claim that makes an administrator; empty if none does
 */
@ConfigurationProperties("dondoc.oidc")
record OidcSettings(
    @DefaultValue("preferred_username") String userClaim,
    @DefaultValue("groups") String unitClaim,
    @DefaultValue Map<String, String> units,
    @DefaultValue("") String administrators) {

  OidcSettings {
    require(!userClaim.isBlank(), "user-claim", "thiếu tên claim chứa tên người dùng");
    require(!unitClaim.isBlank(), "unit-claim", "thiếu tên claim chứa đơn vị");
    units.forEach((value, code) -> require(!code.isBlank(), "units." + value, "thiếu mã đơn vị"));
    require(
        !units.containsKey(administrators),
        "administrators",
        "«" + administrators + "» đã là một đơn vị trong dondoc.oidc.units");
  }

  private static void require(boolean met, String setting, String otherwise) {
    if (!met) {
      throw new IllegalArgumentException("dondoc.oidc." + setting + ": " + otherwise + ".");
    }
  }
}
