package vn.dondoc.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.springframework.http.MediaType;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher.MatchResult;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whatever is asked about a task that the person may not see is answered as if there were no such
 * task: the engine itself tells the two apart, and its ids can be guessed from one another.
 */
class TaskDoor extends OncePerRequestFilter {

  private static final Set<String> NO_IDS = Set.of("count", "create", "report");

  private static final byte[] NOT_FOUND =
      """
      {"type":"NotFound","message":"Không tìm thấy việc: đã có người xử lý, đã được thu hồi, hoặc bạn không được xem."}"""
          .getBytes(StandardCharsets.UTF_8);

  private final TaskService tasks;
  private final PathPatternRequestMatcher parts;

  /**
   * @param root of the engine's REST API, e.g. {@code /engine-rest}
   */
  TaskDoor(TaskService tasks, String root) {
    this.tasks = tasks;
    this.parts = PathPatternRequestMatcher.withDefaults().matcher(root + "/task/{id}/**");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    MatchResult part = parts.matcher(request);
    if (part.isMatch() && hidden(part.getVariables().get("id"))) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(NOT_FOUND);
      return;
    }
    chain.doFilter(request, response);
  }

  /** The engine knows by now who asks. */
  private boolean hidden(String task) {
    return !NO_IDS.contains(task) && tasks.createTaskQuery().taskId(task).count() == 0;
  }
}
