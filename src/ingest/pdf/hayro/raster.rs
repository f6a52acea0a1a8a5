//! Takes the largest picture of a page, for a program that reads pictures.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Rect as KurboRect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, SoftMask,
};

use crate::ingest::pdf::ocr::Raster;

/// Pixels of a picture: more are no page.
const PIXELS: u64 = 200_000_000;

/// Keeps the picture that takes up most of the page.
#[derive(Default)]
pub(super) struct Largest {
    /// The picture.
    pub raster: Option<Raster>,
    area: f64,
}

impl Largest {
    fn keep(&mut self, width: u32, height: u32, grey: Vec<u8>, transform: Affine) {
        self.raster = Some(Raster {
            width,
            height,
            grey,
            transform: transform.as_coeffs(),
        });
    }
}

impl<'a> Device<'a> for Largest {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (u64::from(image.width()), u64::from(image.height()));
        let whole = KurboRect::new(0.0, 0.0, width as f64, height as f64);
        let area = props.transform.transform_rect_bbox(whole).area();
        if area <= self.area || width.saturating_mul(height) > PIXELS {
            return;
        }
        self.area = area;
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, _| match data {
                    ImageData::Luma(luma) => {
                        self.keep(luma.width, luma.height, luma.data, props.transform);
                    }
                    ImageData::Rgb(rgb) => {
                        let grey = rgb.data.chunks_exact(3).map(grey).collect();
                        self.keep(rgb.width, rgb.height, grey, props.transform);
                    }
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |luma, _| {
                    // Where paint goes is dark.
                    let grey = luma.data.iter().map(|paint| u8::MAX - paint).collect();
                    self.keep(luma.width, luma.height, grey, props.transform);
                },
                None,
            ),
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn pop_clip(&mut self) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}
}

/// How light a pixel is.
fn grey(pixel: &[u8]) -> u8 {
    let sum: u32 = pixel.iter().map(|part| u32::from(*part)).sum();
    u8::try_from(sum / 3).unwrap_or(u8::MAX)
}
