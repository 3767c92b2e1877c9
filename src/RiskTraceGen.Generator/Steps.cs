namespace RiskTraceGen.Generator;

/// <summary>The names of the pipeline's steps, by which tests see what ran again.</summary>
internal static class Steps
{
    public const string Brokers = "Brokers";
    public const string Wrappers = "Wrappers";
    public const string Encoders = "Encoders";
    public const string Events = "Events";
    public const string Handlers = "Handlers";
    public const string Deadlines = "Deadlines";
    public const string Module = "Module";
    public const string Drafts = "Drafts";
    public const string Names = "Names";
    public const string Files = "Files";
    public const string Map = "Map";
    public const string MapFile = "MapFile";
}
