using System.Net;
using System.Text;

namespace GatewaySimulator.Tests;

/// <summary>A gateway that answers what a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedLine(Func<string, string, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    /// <summary>Paths, bodies and tokens of the requests.</summary>
    public List<(string Path, string Body, string? Token)> Requests { get; } = [];

    /// <summary>The numbers of the requests, as they were sent along.</summary>
    public List<string> Numbers { get; } = [];

    public ScriptedLine(Func<string, string, HttpResponseMessage> answer)
        : this((path, body, _) => Task.FromResult(answer(path, body)))
    {
    }

    public int Count(string path) => Requests.Count(request => request.Path == path);

    public static HttpResponseMessage Json(string text) => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Status(HttpStatusCode status) => new(status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = await request.Content!.ReadAsStringAsync(cancellationToken);
        string path = request.RequestUri!.AbsolutePath;
        Numbers.AddRange(request.Headers.GetValues("X-Request-Id"));
        Requests.Add((path, body, request.Headers.Authorization?.Parameter));
        return await answer(path, body, cancellationToken);
    }
}
