using System.Collections.Immutable;
using System.Text;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Assemblies with names that other languages allow: parameters without a name, or with one that no identifier of C# is.</summary>
internal static class ForeignMetadata
{
    /// <summary>An image with other names in its metadata, which are no longer than those in whose place they are. A name also stands at the end of others, such as those of accessors.</summary>
    public static ImmutableArray<byte> Renamed(byte[] image, IEnumerable<(string Name, string Foreign)> names)
    {
        foreach ((string name, string foreign) in names)
        {
            byte[] old = Encoding.UTF8.GetBytes(name + '\0');
            byte[] renamed = Encoding.UTF8.GetBytes(foreign.PadRight(name.Length + 1, '\0'));
            int place = image.AsSpan().IndexOf(old);
            Assert.True(place >= 0 && old.Length == renamed.Length, name);
            for (; place >= 0; place = image.AsSpan().IndexOf(old))
                renamed.CopyTo(image, place);
        }

        return [.. image];
    }
}
