using System.Net;

namespace GatewaySimulator.Tests;

/// <summary>The way to a simulator, on which calls of one kind come to nothing for as long as a test says.</summary>
internal sealed class TroubledWay(string path) : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>Of which kind: how their path begins.</summary>
    public string Path { get; set; } = path;

    /// <summary>Whether they do.</summary>
    public bool IsTroubled { get; set; }

    /// <summary>When such calls are taken again, if they are too many; null for another trouble.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>How many were made.</summary>
    public int Calls { get; private set; }

    /// <summary>Is called after the simulator has had a call, with its path.</summary>
    public Action<string>? Carried { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string called = request.RequestUri!.AbsolutePath;
        if (called.StartsWith(Path, StringComparison.Ordinal))
        {
            Calls++;
            if (IsTroubled)
                return RetryAfter is { } wait ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(wait) } } : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        }

        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        Carried?.Invoke(called);
        return answer;
    }
}
