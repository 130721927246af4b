package vn.dondoc.security;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** Sessions are kept in the database, so that each node goes on with what another began. */
@Configuration(proxyBeanMethods = false)
class SessionsInDatabase {

  /** Two requests of a new session may bring the same attribute at once. */
  private static final String ADD_ON_H2 =
      """
      merge into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
      key (session_primary_id, attribute_name) values (?, ?, ?)
      """;

  private static final String ADD_ON_POSTGRESQL =
      """
      insert into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
      values (?, ?, ?)
      on conflict (session_primary_id, attribute_name)
      do update set attribute_bytes = excluded.attribute_bytes
      """;

  /**
   * Reading must not wait for the disk: of a session that is used all the time it is written down
   * once a minute.
   */
  private static final String TOUCH_ON_POSTGRESQL =
      """
      update %TABLE_NAME% s
      set session_id = n.session_id, last_access_time = n.last_access_time,
        max_inactive_interval = n.max_inactive_interval, expiry_time = n.expiry_time,
        principal_name = n.principal_name
      from (values (?::char(36), ?::bigint, ?::int, ?::bigint, ?::varchar, ?::char(36)))
        n (session_id, last_access_time, max_inactive_interval, expiry_time, principal_name, primary_id)
      where s.primary_id = n.primary_id and (s.session_id <> n.session_id
        or s.max_inactive_interval <> n.max_inactive_interval
        or s.principal_name is distinct from n.principal_name
        or n.last_access_time not between s.last_access_time and s.last_access_time + 60000)
      """;

  private static final String CHANGE_ON_POSTGRESQL =
      """
      update %TABLE_NAME%_attributes a
      set attribute_bytes = n.attribute_bytes
      from (values (?::bytea, ?::char(36), ?::varchar))
        n (attribute_bytes, session_primary_id, attribute_name)
      where a.session_primary_id = n.session_primary_id and a.attribute_name = n.attribute_name
        and a.attribute_bytes <> n.attribute_bytes
      """;

  /** Of this name, so that Spring Session takes it. */
  @Bean
  ConversionService springSessionConversionService() {
    var conversion = new GenericConversionService();
    conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
    conversion.addConverter(byte[].class, Object.class, new SessionContent());
    return conversion;
  }

  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> statements(DataSource database) {
    return sessions -> {
      if (isPostgres(database)) {
        sessions.setCreateSessionAttributeQuery(ADD_ON_POSTGRESQL);
        sessions.setUpdateSessionQuery(TOUCH_ON_POSTGRESQL);
        sessions.setUpdateSessionAttributeQuery(CHANGE_ON_POSTGRESQL);
      } else {
        sessions.setCreateSessionAttributeQuery(ADD_ON_H2);
      }
    };
  }

  private static boolean isPostgres(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
