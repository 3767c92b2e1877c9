using System.Net;

namespace GatewaySimulator.Tests;

/// <summary>The way to a simulator, on which calls of one kind come to nothing for as long as a test says.</summary>
internal sealed class TroubledWay(string path) : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>Of which kind.</summary>
    public string Path { get; set; } = path;

    /// <summary>Whether they do.</summary>
    public bool IsTroubled { get; set; }

    /// <summary>How many were made.</summary>
    public int Calls { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath != Path)
            return base.SendAsync(request, cancellationToken);
        Calls++;
        return IsTroubled ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)) : base.SendAsync(request, cancellationToken);
    }
}
