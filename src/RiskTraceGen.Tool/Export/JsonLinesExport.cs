using System.Text;
using RiskTraceGen.Tool.Output;

namespace RiskTraceGen.Tool.Export;

/// <summary>A JSON object a flow, one a line, with everything that was recorded.</summary>
internal sealed class JsonLinesExport : IFlowExport
{
    private readonly StreamWriter _writer;
    private readonly JsonLines _lines;

    /// <param name="file">Where to.</param>
    public JsonLinesExport(Stream file)
    {
        _writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        _lines = new JsonLines(_writer);
    }

    /// <inheritdoc/>
    public void Write(FlowTrace flow) => _lines.Write(flow, FlowJson.WriteWhole);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _writer.Dispose();
    }
}
